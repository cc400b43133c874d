namespace Gossamer.Mesh;

/// <summary>All other servers that number messages and keep logs.</summary>
internal sealed class PeerLives(PeerTable peers)
{
    /// <summary>In the order in which they came.</summary>
    internal IReadOnlyList<NodeId> Ids => peers.Numbering;

    internal PeerLife? Find(NodeId id) => peers.Find(id)?.Life;

    /// <summary>Those that have been heard at all, in the order in which they came.</summary>
    internal IEnumerable<PeerLife> Known() => All().Where(static life => !life.Origin.IsNone);

    internal PeerLife? Of(Origin life)
    {
        foreach (var peer in peers.All)
            if (peer.Life is { } known && known.Origin == life)
                return known;
        return null;
    }

    /// <summary>What is known of the server of that number (<see cref="Origin.ServerOf"/>).</summary>
    internal PeerLife? OfServer(ulong server) => All().FirstOrDefault(life => Origin.ServerOf(life.Id) == server);

    /// <summary>
    /// A life is over when its server said goodbye or is here in a later one. Lives of servers that are not in the mesh are over too.
    /// </summary>
    internal bool IsOver(Origin life)
    {
        if (OfServer(life.Server) is not { } known)
            return true;
        return known.Origin == life ? known.IsOver : life.IsEarlierLifeThan(known.Origin);
    }

    private IEnumerable<PeerLife> All() => peers.All.Select(static peer => peer.Life).OfType<PeerLife>();
}
