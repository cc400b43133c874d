using Microsoft.AspNetCore.Connections.Features;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <summary>
/// Passes the server's beats on to HTTP. The server never forgets who asked it for beats; this does, and with it all that HTTP
/// keeps for a connection.
/// </summary>
internal sealed class ConnectionTakeoverHeartbeat(IConnectionHeartbeatFeature? source) : IConnectionHeartbeatFeature
{
    private Action? _listeners;
    private int _isAsked;

    /// <summary>Called while HTTP sets itself up, by one thread.</summary>
    public void OnHeartbeat(Action<object> action, object state)
    {
        Volatile.Write(ref _listeners, _listeners + (() => action(state)));
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
            source?.OnHeartbeat(static heartbeat => ((ConnectionTakeoverHeartbeat)heartbeat).Beat(), this);
    }

    public void Stop() => Volatile.Write(ref _listeners, null);

    private void Beat() => Volatile.Read(ref _listeners)?.Invoke();
}
