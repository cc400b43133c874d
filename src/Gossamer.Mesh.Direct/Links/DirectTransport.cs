using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Opens links as WebSockets to the peers' own ports; to all but those that speak another protocol.</summary>
internal sealed class DirectTransport(IOptions<MeshDirectOptions> options, MeshTokens tokens) : IMeshTransport
{
    internal MeshTokens Tokens { get; } = tokens;

    internal MeshDirectOptions Options => options.Value;

    public bool Serves(MeshPeer peer) => !peer.IsLegacy;

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender)
    {
        var link = new DialedLink(peer, sender, this);
        _ = Task.Run(link.RunAsync); // not inline: a transport never calls back from inside Open
        return link;
    }

    /// <summary>Where a peer accepts links: its address, with the mesh's path unless it has one.</summary>
    internal Uri AddressOf(MeshPeer peer)
    {
        var address = new UriBuilder(peer.Address);
        address.Scheme = address.Scheme is "https" or "wss" ? "wss" : "ws";
        if (address.Path is "" or "/")
            address.Path = Options.Path;
        return address.Uri;
    }
}
