using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Legacy;

/// <summary>Opens links to servers of the old system.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "A link disposes of itself at the end of its life.")]
internal sealed class LegacyTransport(
    LegacyPeers peers, IOptions<LegacyOptions> options, IOptions<MeshOptions> mesh, Func<MeshNode> node, TimeProvider time)
    : IMeshTransport
{
    internal LegacyOptions Options => options.Value;

    internal TimeSpan HeartbeatInterval => mesh.Value.HeartbeatInterval;

    internal TimeProvider Time { get; } = time;

    internal MeshNode Node => node();

    public bool Serves(MeshPeer peer) => peers.Find(peer.Id) is not null;

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender)
    {
        if (peers.Find(peer.Id) is not { } old)
            throw new ArgumentException($"'{peer.Id}' is no server of the old system", nameof(peer));
        var link = new LegacyLink(peer, sender, old, this);
        _ = Task.Run(link.RunAsync); // not inline: a transport never calls back from inside Open
        return link;
    }
}
