using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Gossamer.Mesh;

/// <summary>Accepts links and watches over those that have not said hello.</summary>
internal sealed class IncomingLinks(MeshContext context, FrozenDictionary<NodeId, Peer> peers)
{
    private readonly ConcurrentDictionary<IncomingLink, bool> _pending = new();

    internal Peer PeerOf(NodeId id) => peers[id];

    internal ILinkListener Accept(ILinkChannel channel, NodeId? claimed, bool stopping)
    {
        var link = new IncomingLink(context, this, channel, claimed);
        _pending[link] = true;
        if (stopping)
            link.End(new(LinkCloseCode.Stopping));
        else if (_pending.Count > context.Options.MaxPendingLinks)
            link.End(new(LinkCloseCode.TooManyLinks));
        return link;
    }

    /// <summary>The link has said its hello, or has ended.</summary>
    internal void Greeted(IncomingLink link) => _pending.TryRemove(link, out _);

    internal void Tick()
    {
        foreach (var (link, _) in _pending)
            if (context.Time.GetElapsedTime(link.LastHeard) > context.Options.SilenceTimeout)
                link.End(new(LinkCloseCode.Silent, "no hello"));
    }

    internal void Stop()
    {
        foreach (var (link, _) in _pending)
            link.End(new(LinkCloseCode.Stopping));
        foreach (var peer in peers.Values)
            peer.Stop();
    }
}
