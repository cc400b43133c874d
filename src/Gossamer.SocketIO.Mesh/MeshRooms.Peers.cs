using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh;

/// <content>Which servers are told: those that have members of the rooms, and those of which that is not known.</content>
internal sealed partial class MeshRooms
{
    /// <summary>The servers that were heard lately: those that are gone have no sockets, nor have those of another system.</summary>
    internal IReadOnlyList<NodeId> Peers => [.. _node.Peers.Where(_node.IsThere)];

    /// <summary>This server's own members of a room.</summary>
    public void SetMembers(RoomKey room, int members) => _node.Rooms.SetMembers(room, members);

    /// <summary>Those that may have sockets that are meant.</summary>
    public IReadOnlyList<NodeId> PeersWith(string ns, BroadcastTarget target, bool isEverywhere)
    {
        if (isEverywhere || target.Rooms.Count == 0)
            return Peers;
        RoomKey[] rooms = [.. target.Rooms.Select(room => RoomKey.Of(ns, room))];
        return _node.ServersOf(rooms);
    }

    /// <summary>The rooms have members somewhere, or get some, before the directory of rooms says so.</summary>
    private void Expect(string ns, IEnumerable<string> rooms)
    {
        foreach (var room in rooms)
            _node.ExpectMembers(RoomKey.Of(ns, room));
    }
}
