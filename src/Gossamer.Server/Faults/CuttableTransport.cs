using Gossamer.Mesh;

namespace Gossamer.Server.Faults;

/// <summary>A transport whose links can be cut by hand.</summary>
internal sealed class CuttableTransport(IMeshTransport inner, NodeId self, LinkCuts cuts) : IMeshTransport
{
    public bool Serves(MeshPeer peer) => inner.Serves(peer);

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender)
    {
        if (cuts.IsCut(self, peer.Id))
            return new CutLink(sender);
        var channel = inner.Open(peer, sender);
        cuts.Track(self, peer.Id, channel);
        return channel;
    }

    /// <summary>An attempt that fails as one at a dead network does.</summary>
    private sealed class CutLink : ILinkChannel
    {
        public CutLink(ILinkSender sender) => // later: a transport never calls back from inside Open
            ThreadPool.UnsafeQueueUserWorkItem(static told => told.Closed(LinkCuts.Reason), sender, preferLocal: false);

        public void Wake()
        {
        }

        public void Close(LinkClose reason)
        {
        }
    }
}
