using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>
/// Accepts links and watches over those that have not said hello: so many in all, and of each peer that the transport vouches for no more
/// than its share, so that none shuts out the others.
/// </summary>
internal sealed class IncomingLinks(MeshContext context)
{
    private const int LeastShare = 4; // of one peer: it redials while an attempt that it gave up is still open here

    // By number: the order in which they are ended must not hang on where the objects lie in memory.
    private readonly ConcurrentDictionary<long, IncomingLink> _pending = new();
    private long _accepted;

    internal Peer? PeerOf(NodeId id) => context.Peers.Find(id);

    internal ILinkListener Accept(ILinkChannel channel, NodeId? claimed, bool stopping)
    {
        var link = new IncomingLink(context, this, channel, claimed, Interlocked.Increment(ref _accepted));
        _pending[link.Id] = link;
        if (stopping)
            link.End(new(LinkCloseCode.Stopping));
        else if (_pending.Count > context.Options.MaxPendingLinks || IsBeyondShare(claimed))
            link.End(new(LinkCloseCode.TooManyLinks));
        return link;
    }

    private bool IsBeyondShare(NodeId? claimed) =>
        claimed is { } peer && _pending.Count(pending => pending.Value.Claimed == peer) > Share;

    private int Share => Math.Max(LeastShare, context.Options.MaxPendingLinks / Math.Max(1, context.Peers.Count));

    /// <summary>The link has said its hello, or has ended.</summary>
    internal void Greeted(IncomingLink link) => _pending.TryRemove(link.Id, out _);

    internal void Tick()
    {
        foreach (var (_, link) in _pending)
            if (context.Time.GetElapsedTime(link.LastHeard) > context.Options.HeartbeatTimeout)
                link.End(new(LinkCloseCode.HeartbeatTimeout, "no hello"));
    }

    internal void Stop()
    {
        foreach (var (_, link) in _pending)
            link.End(new(LinkCloseCode.Stopping));
    }
}
