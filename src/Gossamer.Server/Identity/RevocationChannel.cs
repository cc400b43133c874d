using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>
/// Tells the other servers what was revoked: at once, and all that still counts to each server that is linked anew, which may have been
/// away, or may have just started and know nothing.
/// </summary>
internal sealed class RevocationChannel(
    MeshNode node, Revocations revocations, IdentityOptions options, ILogger<RevocationChannel> logger)
{
    public const string Name = "revocations";

    /// <summary>Whom it tells.</summary>
    public IReadOnlyList<NodeId> Peers => node.Peers;

    /// <summary>To be called before the mesh starts.</summary>
    public void Open()
    {
        node.OnNodeMessage(Name, Take);
        node.PeerLinked += peer => TellAll(peer);
    }

    /// <summary>Revokes at all servers.</summary>
    /// <returns>The servers that did not confirm: they hear of it once they are linked again. Null: too many were revoked.</returns>
    public async Task<IReadOnlyList<NodeId>?> RevokeAsync(Revocation revocation)
    {
        if (!revocations.TryAdd(revocation))
            return null;
        logger.Revoked(node.Id, revocation.ToString());
        var text = RevocationText.Write([revocation]);
        var told = await Task.WhenAll(Peers.Select(async peer => (Peer: peer, IsTold: await node.SendToNodeAsync(peer, Name, text))));
        return [.. told.Where(static one => !one.IsTold).Select(static one => one.Peer)];
    }

    private void TellAll(NodeId peer)
    {
        foreach (var piece in revocations.Current.Chunk(RevocationText.MaxLines))
            _ = node.SendToNodeAsync(peer, Name, RevocationText.Write(piece));
    }

    private bool Take(NodeId from, ReadOnlySpan<byte> payload)
    {
        if (RevocationText.Read(payload) is not { } told)
            return false;
        var refused = told.Count(one => !TryTake(from, one));
        if (refused > 0)
            logger.RevocationsFull(from, refused, options.MaxRevocations);
        return refused == 0;
    }

    private bool TryTake(NodeId from, Revocation revocation)
    {
        var isTaken = revocations.TryAdd(revocation, from);
        if (isTaken)
            logger.Revoked(from, revocation.ToString());
        return isTaken;
    }
}
