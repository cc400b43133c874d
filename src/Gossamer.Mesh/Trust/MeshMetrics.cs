using System.Diagnostics.Metrics;

namespace Gossamer.Mesh;

/// <summary>
/// The meter <c>Gossamer.Mesh</c>:
/// <code>
/// gossamer.mesh.items.refused    counter    what peers sent that breaks a rule; peer: its id, reason: frame, stamp, sender, session,
///                                           number, bound, origin (<see cref="PeerBreach"/>)
/// </code>
/// </summary>
internal sealed class MeshMetrics : IDisposable
{
    internal const string MeterName = "Gossamer.Mesh";

    private readonly Meter? _own;
    private readonly Counter<long> _refused;

    /// <param name="meters">The container's; without one the meter is this node's own.</param>
    internal MeshMetrics(IMeterFactory? meters)
    {
        var meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _refused = meter.CreateCounter<long>(
            "gossamer.mesh.items.refused", "{item}", "What other servers sent that breaks a rule, by server and reason");
    }

    public void Dispose() => _own?.Dispose();

    internal void Refused(NodeId peer, PeerBreach breach) => _refused.Add(
        1, new KeyValuePair<string, object?>("peer", peer.Value), new KeyValuePair<string, object?>("reason", Word(breach)));

    private static string Word(PeerBreach breach) => breach switch
    {
        PeerBreach.Frame => "frame",
        PeerBreach.Stamp => "stamp",
        PeerBreach.Sender => "sender",
        PeerBreach.Session => "session",
        PeerBreach.Number => "number",
        PeerBreach.Bound => "bound",
        _ => "origin",
    };
}
