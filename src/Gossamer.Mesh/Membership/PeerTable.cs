using System.Collections.Frozen;

namespace Gossamer.Mesh;

/// <summary>
/// The peers of this server, at this moment. Membership alone writes it (<see cref="MeshNode.SetPeers"/> and the node's tick, one at a
/// time); everybody reads it without a lock, and sees either the peers before a change or those after it.
/// </summary>
internal sealed class PeerTable
{
    private volatile Content _now;

    internal PeerTable(NodeId self)
    {
        Self = self;
        _now = new([], self);
    }

    internal NodeId Self { get; }

    /// <summary>In the order in which they came.</summary>
    internal IReadOnlyList<Peer> All => _now.All;

    /// <summary>Those that number messages and keep logs: all but servers of another system.</summary>
    internal IReadOnlyList<NodeId> Numbering => _now.Numbering;

    internal int Count => _now.All.Length;

    internal Peer? Find(NodeId id) => _now.ById.GetValueOrDefault(id);

    /// <summary>Whether a life's server is this one or one of the peers, as a source of messages or of copies.</summary>
    internal bool IsServer(ulong server) => _now.Servers.Contains(server);

    /// <summary>Whether what a life's server is said to be is this server, or a peer, as a source of copies.</summary>
    internal bool IsSourceOfCopies(ulong server) => _now.Copies.Contains(server);

    internal void Add(IReadOnlyCollection<Peer> peers) => _now = new([.. _now.All, .. peers], Self);

    internal void Remove(Peer peer) => _now = new([.. _now.All.Where(known => known != peer)], Self);

    private sealed class Content
    {
        internal Content(Peer[] all, NodeId self)
        {
            All = all;
            ById = all.ToFrozenDictionary(static peer => peer.Id);
            Numbering = [.. all.Where(static peer => !peer.IsLegacy).Select(static peer => peer.Id)];
            Copies = Numbering.Append(self).Select(Origin.CopiesServerOf).ToFrozenSet();
            Servers = Numbering.Append(self).Select(Origin.ServerOf).Concat(Copies).ToFrozenSet();
        }

        internal Peer[] All { get; }

        internal FrozenDictionary<NodeId, Peer> ById { get; }

        internal NodeId[] Numbering { get; }

        internal FrozenSet<ulong> Servers { get; }

        internal FrozenSet<ulong> Copies { get; }
    }
}
