using System.Diagnostics.Metrics;

namespace Gossamer.Mesh;

/// <summary>
/// What a node is like at a moment, of the meter <c>Gossamer.Mesh</c>: asked when somebody collects, so that nothing is kept for it.
/// </summary>
internal static class MeshGauges
{
    /// <param name="meter">The meter.</param>
    /// <param name="node">The node. A meter of its own may outlive it, and does not hold it.</param>
    internal static void Add(Meter meter, WeakReference<MeshNode> node)
    {
        meter.CreateObservableGauge(
            "gossamer.mesh.link.up", () => LinkStates(node), "{link}", "1: the link is up, 0: it is not");
        meter.CreateObservableGauge(
            "gossamer.mesh.link.protocol", () => Protocols(node), "{version}", "The version of the protocol that is spoken with a peer");
        meter.CreateObservableCounter(
            "gossamer.mesh.forwards", () => Forwards(node), "{message}", "Messages that went to a peer, or came from one");
        meter.CreateObservableCounter(
            "gossamer.mesh.resends", () => PerLink(node, static link => link.Resent), "{message}",
            "Messages that went to a peer once more, over a link that was made anew");
        meter.CreateObservableCounter(
            "gossamer.mesh.receipts", () => PerLink(node, static link => link.Receipts), "{message}", "Messages that a peer confirmed");
        meter.CreateObservableGauge(
            "gossamer.mesh.unacknowledged.messages", () => PerLink(node, static link => link.Unacknowledged), "{message}",
            "Messages that await a peer's receipt");
        meter.CreateObservableGauge(
            "gossamer.mesh.unacknowledged.size", () => PerLink(node, static link => link.UnacknowledgedBytes), "By",
            "Bytes of messages that await a peer's receipt");
        meter.CreateObservableGauge(
            "gossamer.mesh.round_trip", () => RoundTrips(node), "s", "How long the latest heartbeat took to a peer and back");
        meter.CreateObservableGauge(
            "gossamer.mesh.presence.lag", () => Lags(node), "s",
            "For how long a peer's users have stood on the list here without being known to be as the peer has them");
        meter.CreateObservableGauge(
            "gossamer.mesh.log.size", () => Of(node, static node => node.LoggedBytes), "By", "Bytes of messages kept for who comes back");
        meter.CreateObservableGauge(
            "gossamer.mesh.directory.users", () => Of(node, static node => node.Directory.Current.Count), "{user}",
            "Users of the whole mesh, as this server knows them");
        meter.CreateObservableGauge(
            "gossamer.mesh.directory.local_users", () => Of(node, static node => node.UsersHere), "{user}",
            "Users with a session at this server");
        meter.CreateObservableGauge(
            "gossamer.mesh.sessions.waiting", () => Of(node, static node => node.WaitingSessions), "{session}",
            "Sessions whose clients have lost their connection and may come back");
    }

    private static IEnumerable<LinkStatus> Links(WeakReference<MeshNode> reference) =>
        reference.TryGetTarget(out var node) ? node.Links : [];

    private static IEnumerable<Measurement<long>> Of(WeakReference<MeshNode> reference, Func<MeshNode, long> value) =>
        reference.TryGetTarget(out var node) ? [new(value(node))] : [];

    private static IEnumerable<Measurement<long>> PerLink(WeakReference<MeshNode> node, Func<LinkStatus, long> value) =>
        Links(node).Select(link => new Measurement<long>(value(link), MeshMetrics.Peer(link.Peer)));

    /// <summary>A link that nobody wants any more is not missed: its peer has left the mesh.</summary>
    private static IEnumerable<Measurement<int>> LinkStates(WeakReference<MeshNode> node)
    {
        foreach (var link in Links(node))
        {
            if (!link.IsMember && link.Incoming != LinkState.Up)
                continue;
            yield return new(IsUp(link.Outgoing), MeshMetrics.Peer(link.Peer), MeshMetrics.Direction(isOutgoing: true));
            yield return new(IsUp(link.Incoming), MeshMetrics.Peer(link.Peer), MeshMetrics.Direction(isOutgoing: false));
        }
    }

    private static int IsUp(LinkState state) => state == LinkState.Up ? 1 : 0;

    private static IEnumerable<Measurement<long>> Forwards(WeakReference<MeshNode> node)
    {
        foreach (var link in Links(node))
        {
            yield return new(link.Forwarded, MeshMetrics.Peer(link.Peer), Io("transmit"));
            yield return new(link.Received, MeshMetrics.Peer(link.Peer), Io("receive"));
        }
    }

    private static KeyValuePair<string, object?> Io(string direction) => new("network.io.direction", direction);

    private static IEnumerable<Measurement<int>> Protocols(WeakReference<MeshNode> node) =>
        from link in Links(node)
        where link.Protocol is not null
        select new Measurement<int>(link.Protocol!.Value, MeshMetrics.Peer(link.Peer));

    private static IEnumerable<Measurement<double>> RoundTrips(WeakReference<MeshNode> node) =>
        from link in Links(node)
        where link.RoundTrip is not null
        select new Measurement<double>(link.RoundTrip!.Value.TotalSeconds, MeshMetrics.Peer(link.Peer));

    private static IEnumerable<Measurement<double>> Lags(WeakReference<MeshNode> node) =>
        Links(node).Select(static link => new Measurement<double>(link.PresenceLag.TotalSeconds, MeshMetrics.Peer(link.Peer)));
}
