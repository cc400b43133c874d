using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Tells the other servers the secrets that this one knows: when a link is new, so that a server that has just started knows its own former
/// one; and again and again, so that the own is kept for as long as this server is there.
/// </summary>
internal sealed class TagSecretChannel(MeshNode node, TagSecrets secrets, TimeProvider time) : IDisposable
{
    public const string Name = "offset-tags";

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30); // several within TagSecrets.Kept

    private ITimer? _timer;

    /// <summary>To be called before the mesh starts.</summary>
    public void Open()
    {
        node.OnNodeMessage(Name, (from, payload) => TagSecretText.TryRead(payload, from, secrets));
        node.PeerLinked += Tell;
        _timer = time.CreateTimer(static self => ((TagSecretChannel)self!).TellAllPeers(), this, Interval, Interval);
    }

    public void Dispose() => _timer?.Dispose();

    private void TellAllPeers()
    {
        foreach (var peer in node.Peers)
            Tell(peer);
    }

    /// <summary>Always all: a message that waited for a link tells a server that has just started no less than its first would.</summary>
    private void Tell(NodeId peer) => _ = node.SendToNodeAsync(peer, Name, TagSecretText.Write(secrets.ToTell));
}
