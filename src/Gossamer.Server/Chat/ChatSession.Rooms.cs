using Gossamer.Mesh;
using Gossamer.Server.Groups;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <content>The rooms that it is in: its mesh session knows them, and takes them along to where its client comes back.</content>
internal sealed partial class ChatSession
{
    private int _seats; // how many of its rooms are counted here

    /// <summary>How many rooms it is in.</summary>
    public int RoomCount => Session?.Rooms.Count ?? 0;

    public bool IsIn(RoomName room) => Session?.IsIn(room) == true;

    /// <summary>Ends when all servers know.</summary>
    public async ValueTask<RoomJoin> JoinRoomAsync(RoomName room)
    {
        if (Session is not { } session)
            return RoomJoin.Ended;
        var joined = await session.JoinAsync(room);
        lock (_gate)
        {
            if (joined == RoomJoin.Joined && _outlet?.Session == session)
                _seats++;
            else if (joined == RoomJoin.Joined)
                return RoomJoin.Ended; // meanwhile it became another user, or ended
        }

        return joined;
    }

    /// <summary>Its client hears who is in the room. Under the lock that the end takes: nothing is left behind of who has gone.</summary>
    /// <returns>False: it is not in the room.</returns>
    public bool WatchMembers(RoomName room, MemberMode mode)
    {
        lock (_gate)
        {
            if (_isEnded || _outlet?.Session?.IsIn(room) != true)
                return false;
            members.Watch(connection, room, mode);
            return true;
        }
    }

    /// <returns>Whether it was in the room.</returns>
    public bool LeaveRoom(RoomName room)
    {
        if (!IsIn(room) || Session?.Leave(room) != true)
            return false;
        lock (_gate)
        {
            members.Unwatch(connection, room);
            if (_seats == 0)
                return true;
            _seats--;
        }

        seats.Return(connection.Address, 1);
        return true;
    }

    /// <summary>Rooms that were closed while its client came back.</summary>
    public void LeaveClosed()
    {
        foreach (var room in Session?.Rooms ?? [])
            if (closed.Contains(room))
                OnClosed(room);
    }

    /// <summary>An operator has closed the room: its client is told.</summary>
    /// <code>42["left",{"room":"tea","code":"room-closed"}]</code>
    public void OnClosed(RoomName room)
    {
        if (LeaveRoom(room))
            connection.Send(EncodedPacket.FromFrame(JsonOutput.Begin().Raw("""42["left",{"room":"""u8).Text(room.Value)
                .Raw(""","code":"""u8).Text(RefusalCode.RoomClosed.Value).Raw("}]"u8).Take()));
    }

    private MeshSession? Session
    {
        get
        {
            lock (_gate)
                return _outlet?.Session;
        }
    }

    /// <summary>The rooms that its session has brought along. Beyond what the address may have they are not counted.</summary>
    private void TakeSeats()
    {
        var rooms = _outlet!.Session!.Rooms.Count;
        if (rooms > 0 && seats.TryTake(connection.Address, rooms))
            _seats = rooms;
    }

    private void LeaveSeats()
    {
        members.Unwatch(connection);
        if (_seats > 0)
            seats.Return(connection.Address, _seats);
        _seats = 0;
    }
}
