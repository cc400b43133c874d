using Microsoft.AspNetCore.Connections.Features;

namespace Gossamer.SocketIO.EngineIO.Handover;

/// <summary>
/// Passes the server's beats on to HTTP. The server never forgets who asked it for beats; this does, and with it all that HTTP
/// keeps for a connection.
/// </summary>
internal sealed class HandoverHeartbeat(IConnectionHeartbeatFeature? source) : IConnectionHeartbeatFeature
{
    private readonly Lock _gate = new();
    private Action? _listeners;
    private bool _isAsked;

    public void OnHeartbeat(Action<object> action, object state)
    {
        lock (_gate)
        {
            _listeners += () => action(state);
            if (_isAsked)
                return;
            _isAsked = true;
        }

        source?.OnHeartbeat(static heartbeat => ((HandoverHeartbeat)heartbeat).Beat(), this);
    }

    public void Stop()
    {
        lock (_gate)
            _listeners = null;
    }

    private void Beat() => Volatile.Read(ref _listeners)?.Invoke();
}
