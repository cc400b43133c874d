using Gossamer.Mesh.Wire.RoomMessages;

namespace Gossamer.Mesh;

/// <summary>
/// Which servers what is sent to rooms goes to: those that have members, as far as the directory of rooms knows, and those of which that is
/// not known. The directory is behind by what is under way: until it is not, rooms that got members just now count as everywhere's.
/// </summary>
internal sealed class RoomInterest(MeshContext context, Func<NodeId, RoomsMessage, Task<DeliveryOutcome>> send)
{
    private readonly RecentJoins _recent = new(2 * context.Options.ReceiptTimeout, context.Time);

    /// <summary>The servers that were heard lately: those that are gone have no members, nor have those of another system.</summary>
    internal IReadOnlyList<NodeId> Peers => [.. context.Peers.Numbering.Where(IsThere)];

    /// <summary>The room has members somewhere, or gets some, before the directory says so.</summary>
    internal void Expect(RoomKey room) => _recent.Add(room);

    /// <summary>The other servers that may have members of any of the rooms.</summary>
    internal IReadOnlyList<NodeId> ServersOf(params ReadOnlySpan<RoomKey> rooms)
    {
        foreach (var room in rooms)
            if (_recent.Contains(room))
                return Peers;
        var members = new UserLocations[rooms.Length]; // looked up once, however many servers there are
        for (var i = 0; i < rooms.Length; i++)
            members[i] = context.Rooms.Find(rooms[i]);
        List<NodeId> servers = [];
        foreach (var peer in context.Peers.Numbering)
            if (MayHave(peer, members) && IsThere(peer))
                servers.Add(peer);
        return servers;
    }

    /// <summary>Has the other servers know that the rooms have members here, or get some anywhere.</summary>
    /// <returns>The servers that did not confirm within <see cref="MeshOptions.ReceiptTimeout"/>.</returns>
    internal async Task<IReadOnlyList<NodeId>> AnnounceAsync(IEnumerable<RoomKey> rooms)
    {
        var peers = Peers;
        if (peers.Count == 0)
            return [];
        var message = new RoomsMessage { Joined = new() { Keys = { rooms.Select(static room => room.Name.Value) } } };
        var outcomes = await Task.WhenAll(peers.Select(peer => send(peer, message))).ConfigureAwait(false);
        return [.. peers.Where((_, index) => outcomes[index].Delivered == 0)];
    }

    /// <summary>A peer has announced rooms.</summary>
    internal void OnJoined(Joined joined)
    {
        foreach (var text in joined.Keys)
            if (RoomKey.TryRead(text, out var room))
                Expect(room);
    }

    /// <summary>As far as the directory knows, whether it is there or not.</summary>
    internal bool MayHave(NodeId peer, RoomKey room) =>
        !context.Rooms.IsKnown(peer) || context.Rooms.Find(room).ConnectionsAt(peer) > 0;

    private bool IsThere(NodeId peer) => context.Peers.Find(peer) is { IsThere: true };

    private bool MayHave(NodeId peer, UserLocations[] members) =>
        !context.Rooms.IsKnown(peer) || Array.Exists(members, room => room.ConnectionsAt(peer) > 0);
}
