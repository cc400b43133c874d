using Gossamer.Mesh;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Tells the other servers this one's secret: all that it knows when a link is new, so that a server that has just started knows its own
/// former one; and its own again and again, so that it is kept for as long as this server is there.
/// </summary>
internal sealed class TagSecretChannel(MeshNode node, IOptions<MeshOptions> mesh, TagSecrets secrets, TimeProvider time) : IDisposable
{
    public const string Name = "offset-tags";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30); // several within TagSecrets.Kept

    private ITimer? _timer;

    /// <summary>To be called before the mesh starts.</summary>
    public void Open()
    {
        node.OnNodeMessage(Name, (from, payload) => TagSecretText.TryRead(payload, from, secrets));
        node.PeerLinked += peer => _ = node.SendToNodeAsync(peer, Name, TagSecretText.Write(secrets.ToTell));
        _timer = time.CreateTimer(static self => ((TagSecretChannel)self!).TellOwn(), this, Interval, Interval);
    }

    public void Dispose() => _timer?.Dispose();

    private void TellOwn()
    {
        var own = TagSecretText.Write([(secrets.Own, TimeSpan.Zero)]);
        foreach (var peer in mesh.Value.Peers)
            if (!peer.IsLegacy)
                _ = node.SendToNodeAsync(peer.Id, Name, own);
    }
}
