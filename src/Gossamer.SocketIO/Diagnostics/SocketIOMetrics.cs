using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Diagnostics;

/// <summary>
/// The meter <c>Gossamer.SocketIO</c>; docs/telemetry.md says of each instrument what it counts. Names, units and attributes follow
/// OpenTelemetry's conventions, and no attribute's value comes from a client.
/// </summary>
internal sealed class SocketIOMetrics : IDisposable
{
    public const string MeterName = "Gossamer.SocketIO";

    /// <summary>Connections live from seconds to days; as ASP.NET Core has it for SignalR, and on to a day.</summary>
    private static readonly double[] ConnectionBuckets = [0.1, 1, 10, 30, 60, 300, 1_800, 3_600, 14_400, 86_400];

    /// <summary>OpenTelemetry's own for the duration of a request.</summary>
    private static readonly double[] EventBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Meter? _own;
    private readonly UpDownCounter<long> _connections;
    private readonly Histogram<double> _connectionDuration;
    private readonly Counter<long> _handshakesRefused;
    private readonly Counter<long> _connectsRefused;
    private readonly Counter<long> _eventsReceived;
    private readonly Counter<long> _eventsSent;
    private readonly Histogram<double> _eventDuration;
    private readonly Counter<long> _io;
    private readonly UpDownCounter<long> _acksPending;
    private readonly Counter<long> _throttled;

    /// <param name="meters">The container's; without one the meter is this server's own.</param>
    /// <param name="memory">What is held for clients.</param>
    /// <param name="outboxBytes">Sums up what waits in outboxes.</param>
    public SocketIOMetrics(IMeterFactory? meters, MemoryBudget memory, Func<long> outboxBytes)
    {
        var meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _connections = meter.CreateUpDownCounter<long>("gossamer.socketio.connections", "{connection}", "Connections that are open");
        _connectionDuration = meter.CreateHistogram<double>(
            "gossamer.socketio.connection.duration", "s", "How long connections lived that have ended", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = ConnectionBuckets });
        _handshakesRefused = meter.CreateCounter<long>(
            "gossamer.socketio.handshakes.refused", "{handshake}", "Handshakes that were refused");
        _connectsRefused = meter.CreateCounter<long>(
            "gossamer.socketio.connects.refused", "{connect}", "CONNECTs to a namespace that were refused");
        _eventsReceived = meter.CreateCounter<long>("gossamer.socketio.events.received", "{event}", "Events from clients");
        _eventsSent = meter.CreateCounter<long>(
            "gossamer.socketio.events.sent", "{event}", "Events to clients, counted for each that gets them");
        _eventDuration = meter.CreateHistogram<double>(
            "gossamer.socketio.event.duration", "s", "How long handlers of events took", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = EventBuckets });
        _io = meter.CreateCounter<long>("gossamer.socketio.io", "By", "Bytes of packets from and to clients, without framing");
        _acksPending = meter.CreateUpDownCounter<long>(
            "gossamer.socketio.acks.pending", "{ack}", "Acknowledgements that clients owe");
        _throttled = meter.CreateCounter<long>(
            "gossamer.socketio.throttled", "{pause}", "How often a connection was not read from for a while since it was too fast");
        meter.CreateObservableGauge("gossamer.socketio.outbox", outboxBytes, "By", "Bytes that wait in outboxes");
        meter.CreateObservableGauge("gossamer.socketio.memory", () => memory.Total, "By", "Bytes that are held for clients");
    }

    /// <summary>Whether anybody listens to <see cref="EventHandled"/>, for which times have to be taken.</summary>
    public bool TimesEvents => _eventDuration.Enabled;

    public void Opened(EngineProtocol protocol, SocketIOTransports transport) => _connections.Add(1, Of(protocol, transport));

    public void Upgraded(EngineProtocol protocol)
    {
        _connections.Add(-1, Of(protocol, SocketIOTransports.Polling));
        _connections.Add(1, Of(protocol, SocketIOTransports.WebSocket));
    }

    public void Closed(EngineProtocol protocol, SocketIOTransports transport, CloseReason reason, TimeSpan duration)
    {
        var tags = Of(protocol, transport);
        _connections.Add(-1, tags);
        tags.Add("socketio.end.reason", reason.Words());
        _connectionDuration.Record(duration.TotalSeconds, tags);
    }

    /// <param name="refusal">What the client was answered.</param>
    public void Refused(EngineError refusal) => _handshakesRefused.Add(1, Error(refusal.Reason));

    /// <param name="type">"auth-too-large", "invalid-namespace", or "refused" by a check of the application's.</param>
    public void ConnectRefused(string type) => _connectsRefused.Add(1, Error(type));

    public void EventReceived() => _eventsReceived.Add(1);

    public void EventSent() => _eventsSent.Add(1);

    /// <param name="duration">From the event's turn to the end of its handler.</param>
    /// <param name="exception">What the handler threw; null when it did not.</param>
    public void EventHandled(TimeSpan duration, Exception? exception)
    {
        if (exception is null)
            _eventDuration.Record(duration.TotalSeconds);
        else
            _eventDuration.Record(duration.TotalSeconds, Error(exception.GetType().FullName!));
    }

    public void Received(int bytes)
    {
        if (_io.Enabled) // a tag is made for each packet otherwise
            _io.Add(bytes, Direction("receive"));
    }

    /// <inheritdoc cref="Received"/>
    public void Sent(long bytes)
    {
        if (_io.Enabled)
            _io.Add(bytes, Direction("transmit"));
    }

    /// <param name="change">How many more, or fewer.</param>
    public void AcksPending(int change) => _acksPending.Add(change);

    public void Throttled() => _throttled.Add(1);

    public void Dispose() => _own?.Dispose();

    private static TagList Of(EngineProtocol protocol, SocketIOTransports transport) => new()
    {
        { "socketio.transport", transport == SocketIOTransports.WebSocket ? "websocket" : "polling" },
        { "engineio.version", protocol == EngineProtocol.V3 ? "3" : "4" },
    };

    private static KeyValuePair<string, object?> Error(string type) => new("error.type", type);

    private static KeyValuePair<string, object?> Direction(string direction) => new("network.io.direction", direction);
}
