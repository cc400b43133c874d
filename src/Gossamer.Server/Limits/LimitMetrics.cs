using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Limits;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.refusals              counter   what clients were refused
///                                                 event: im, file, identify, authenticate, watch, unwatch, update_client;
///                                                 code: the refusal's
/// gossamer.server.events.refused        counter   of these, events that came too fast
///                                                 kind: message, identify, watch, return, delivery, byte, signal-delivery, file,
///                                                 file-delivery;
///                                                 scope: connection, user, address, recipient
/// gossamer.server.forwards.refused      counter   requests for other servers' sessions beyond those that are handed on at a time
/// gossamer.server.connections.refused   counter   TCP connections beyond those that the process, or their address, may hold
/// gossamer.server.clients.disconnected  counter   connections that the server has ended; reason: too-fast
/// </code>
/// </summary>
internal sealed class LimitMetrics : IDisposable
{
    public const string MeterName = LogMetrics.MeterName;

    private readonly Meter? _own;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _forwardsRefused;
    private readonly Counter<long> _connectionsRefused;
    private readonly Counter<long> _disconnected;

    /// <param name="meters">The container's; without one the meter is this object's own.</param>
    public LimitMetrics(IMeterFactory? meters = null)
    {
        var meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        Meter = meter;
        _refusals = meter.CreateCounter<long>("gossamer.server.refusals", "{refusal}", "What clients were refused, by event and code");
        _refused = meter.CreateCounter<long>("gossamer.server.events.refused", "{event}", "Events that came too fast, by kind and scope");
        _forwardsRefused = meter.CreateCounter<long>(
            "gossamer.server.forwards.refused", "{request}", "Requests for other servers' sessions beyond those that may be handed on");
        _connectionsRefused = meter.CreateCounter<long>(
            "gossamer.server.connections.refused", "{connection}", "TCP connections beyond those that may be held");
        _disconnected = meter.CreateCounter<long>(
            "gossamer.server.clients.disconnected", "{connection}", "Connections that the server has ended, by reason");
    }

    public Meter Meter { get; }

    /// <param name="eventName">Of what the client was told; a name of this server's own, never the client's.</param>
    /// <param name="code">What it was told, of the catalogue of refusals.</param>
    public void Refused(string eventName, string code) => _refusals.Add(1, new("event", eventName), new("code", code));

    public void Refused(EventKind kind, LimitScope scope) => _refused.Add(1, new("kind", Words(kind)), new("scope", Words(scope)));

    public void ForwardRefused() => _forwardsRefused.Add(1);

    public void ConnectionRefused() => _connectionsRefused.Add(1);

    public void DisconnectedTooFast() => _disconnected.Add(1, new KeyValuePair<string, object?>("reason", "too-fast"));

    public void Dispose() => _own?.Dispose();

    private static string Words(EventKind kind) => kind switch
    {
        EventKind.Message => "message",
        EventKind.Identify => "identify",
        EventKind.Watch => "watch",
        EventKind.Return => "return",
        EventKind.Delivery => "delivery",
        EventKind.Byte => "byte",
        EventKind.SignalDelivery => "signal-delivery",
        EventKind.File => "file",
        EventKind.FileDelivery => "file-delivery",
        _ => throw new UnreachableException(),
    };

    private static string Words(LimitScope scope) => scope switch
    {
        LimitScope.Connection => "connection",
        LimitScope.User => "user",
        LimitScope.Recipient => "recipient",
        _ => "address",
    };
}
