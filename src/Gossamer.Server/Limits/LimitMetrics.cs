using System.Diagnostics.Metrics;

namespace Gossamer.Server.Limits;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.events.refused        counter   events that came too fast
///                                                 kind: message, identify, watch, return; scope: connection, user, address
/// gossamer.server.clients.disconnected  counter   connections that the server has ended; reason: too-fast
/// </code>
/// </summary>
internal sealed class LimitMetrics
{
    public const string MeterName = "Gossamer.Server";

    private readonly Counter<long> _refused;
    private readonly Counter<long> _disconnected;

    public LimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _refused = meter.CreateCounter<long>("gossamer.server.events.refused", "{event}", "Events that came too fast, by kind and scope");
        _disconnected = meter.CreateCounter<long>(
            "gossamer.server.clients.disconnected", "{connection}", "Connections that the server has ended, by reason");
    }

    public void Refused(EventKind kind, LimitScope scope) => _refused.Add(1, new("kind", Words(kind)), new("scope", Words(scope)));

    public void DisconnectedTooFast() => _disconnected.Add(1, new KeyValuePair<string, object?>("reason", "too-fast"));

    private static string Words(EventKind kind) => kind switch
    {
        EventKind.Message => "message",
        EventKind.Identify => "identify",
        EventKind.Watch => "watch",
        _ => "return",
    };

    private static string Words(LimitScope scope) => scope switch
    {
        LimitScope.Connection => "connection",
        LimitScope.User => "user",
        _ => "address",
    };
}
