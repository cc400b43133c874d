using System.Diagnostics.Metrics;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Diagnostics;

/// <summary>
/// The meter <c>Gossamer.SocketIO</c>:
/// <code>
/// gossamer.socketio.connections          up-down counter    connections that are open
/// gossamer.socketio.connections.closed   counter            those that have ended; reason: the words of <see cref="CloseReason"/>
/// gossamer.socketio.handshakes.refused   counter            handshakes that a limit has refused; reason: which
/// </code>
/// </summary>
internal sealed class SocketIOMetrics : IDisposable
{
    public const string MeterName = "Gossamer.SocketIO";

    private readonly Meter? _own;
    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;

    /// <param name="meters">The container's; without one the meter is this server's own.</param>
    public SocketIOMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _open = meter.CreateUpDownCounter<int>("gossamer.socketio.connections", "{connection}", "Connections that are open");
        _closed = meter.CreateCounter<long>("gossamer.socketio.connections.closed", "{connection}",
            "Connections that have ended, by reason");
        _refused = meter.CreateCounter<long>("gossamer.socketio.handshakes.refused", "{handshake}",
            "Handshakes that a limit has refused, by reason");
    }

    public void Opened() => _open.Add(1);

    public void Closed(CloseReason reason)
    {
        _open.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", reason.Words()));
    }

    /// <param name="refusal">What the client was answered.</param>
    public void Refused(EngineError refusal) => _refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.Hint));

    public void Dispose() => _own?.Dispose();
}
