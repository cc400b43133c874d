using System.Collections.Frozen;

namespace Gossamer.Mesh;

/// <summary>All other servers that number messages and keep logs.</summary>
internal sealed class PeerLives
{
    private readonly FrozenDictionary<NodeId, PeerLife> _all;

    internal PeerLives(MeshOptions options, TimeProvider time)
    {
        Ids = [.. options.Peers.Where(static peer => !peer.IsLegacy).Select(static peer => peer.Id)];
        _all = Ids.ToFrozenDictionary(static id => id, id => new PeerLife(id, time));
    }

    /// <summary>In the order of the options.</summary>
    internal IReadOnlyList<NodeId> Ids { get; }

    internal PeerLife? Find(NodeId id) => _all.GetValueOrDefault(id);

    /// <summary>Those that have been heard at all, in the order of the options.</summary>
    internal IEnumerable<PeerLife> Known() => Ids.Select(id => _all[id]).Where(static life => !life.Origin.IsNone);

    internal PeerLife? Of(Origin life)
    {
        foreach (var id in Ids)
            if (_all[id] is var known && known.Origin == life)
                return known;
        return null;
    }

    /// <summary>
    /// A life is over when its server said goodbye or is here in a later one. Lives of servers that are not in the mesh are over too.
    /// </summary>
    internal bool IsOver(Origin life)
    {
        foreach (var id in Ids)
            if (_all[id] is var known && Origin.ServerOf(id) == life.Server)
                return known.Origin == life ? known.IsOver : life.IsEarlierLifeThan(known.Origin);
        return true;
    }
}
