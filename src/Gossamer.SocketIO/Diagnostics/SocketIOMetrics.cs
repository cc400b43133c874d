using System.Diagnostics.Metrics;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Diagnostics;

/// <summary>
/// The meter <c>Gossamer.SocketIO</c>:
/// <code>
/// gossamer.socketio.connections          up-down counter    connections that are open
/// gossamer.socketio.connections.closed   counter            those that have ended; reason: the words of <see cref="CloseReason"/>
/// gossamer.socketio.handshakes.refused   counter            handshakes that were refused; reason: <see cref="EngineError.Reason"/>
/// gossamer.socketio.connects.refused     counter            CONNECTs that a limit has refused; reason: its code
/// gossamer.socketio.throttled            counter            how often a connection was not read from for a while: it was too fast
/// gossamer.socketio.memory               observable gauge   bytes that are held for clients, what outboxes share counted for each
/// </code>
/// </summary>
internal sealed class SocketIOMetrics : IDisposable
{
    public const string MeterName = "Gossamer.SocketIO";

    private readonly Meter? _own;
    private readonly UpDownCounter<int> _open;
    private readonly Counter<long> _closed;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _connectsRefused;
    private readonly Counter<long> _throttled;

    /// <param name="meters">The container's; without one the meter is this server's own.</param>
    /// <param name="memory">What is held for clients.</param>
    public SocketIOMetrics(IMeterFactory? meters, MemoryBudget memory)
    {
        var meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _open = meter.CreateUpDownCounter<int>("gossamer.socketio.connections", "{connection}", "Connections that are open");
        _closed = meter.CreateCounter<long>("gossamer.socketio.connections.closed", "{connection}",
            "Connections that have ended, by reason");
        _refused = meter.CreateCounter<long>("gossamer.socketio.handshakes.refused", "{handshake}",
            "Handshakes that were refused, by reason");
        _connectsRefused = meter.CreateCounter<long>("gossamer.socketio.connects.refused", "{connect}",
            "CONNECTs that a limit has refused, by reason");
        _throttled = meter.CreateCounter<long>("gossamer.socketio.throttled", "{pause}",
            "How often a connection was not read from for a while since it was too fast");
        meter.CreateObservableGauge("gossamer.socketio.memory", () => memory.Total, "By", "Bytes that are held for clients");
    }

    public void Opened() => _open.Add(1);

    public void Closed(CloseReason reason)
    {
        _open.Add(-1);
        _closed.Add(1, new KeyValuePair<string, object?>("reason", reason.Words()));
    }

    /// <param name="refusal">What the client was answered.</param>
    public void Refused(EngineError refusal) => _refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.Reason));

    /// <param name="code">What the client was answered.</param>
    public void ConnectRefused(string code) => _connectsRefused.Add(1, new KeyValuePair<string, object?>("reason", code));

    public void Throttled() => _throttled.Add(1);

    public void Dispose() => _own?.Dispose();
}
