using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>Tells the other servers which rooms are closed: at once, and all of them to each server that is linked anew.</summary>
internal sealed class ClosureChannel(MeshNode node, ClosedRooms closed, ILogger<ClosureChannel> logger)
{
    public const string Name = "closed-rooms";

    /// <summary>Whom it tells.</summary>
    public IReadOnlyList<NodeId> Peers => node.Peers;

    /// <summary>To be called before the mesh starts.</summary>
    public void Open()
    {
        node.OnNodeMessage(Name, Take);
        node.PeerLinked += TellAll;
    }

    /// <summary>Closes a room, or opens it again, at all servers.</summary>
    /// <returns>The servers that did not confirm: they hear of it once they are linked again. Null: too many are closed.</returns>
    public async Task<IReadOnlyList<NodeId>?> TellAsync(RoomClosure closure)
    {
        if (!closed.TryAdd(closure))
            return null;
        logger.Told(node.Id, closure.Room.Value, closure.IsClosed);
        var text = ClosureText.Write([closure]);
        var told = await Task.WhenAll(Peers.Select(async peer => (Peer: peer, IsTold: await node.SendToNodeAsync(peer, Name, text))));
        return [.. told.Where(static one => !one.IsTold).Select(static one => one.Peer)];
    }

    private void TellAll(NodeId peer)
    {
        foreach (var piece in closed.All.Chunk(ClosureText.MaxLines))
            _ = node.SendToNodeAsync(peer, Name, ClosureText.Write(piece));
    }

    private bool Take(NodeId from, ReadOnlySpan<byte> payload)
    {
        if (ClosureText.Read(payload) is not { } told)
            return false;
        foreach (var closure in told)
            if (!closed.TryAdd(closure, from))
                return false;
        return true;
    }
}
