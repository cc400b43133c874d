namespace Gossamer.Mesh;

/// <content>
/// The rooms that its client has joined. What is said there comes as copies in its user's stream, each with the tag of its room: the user's
/// sessions in that room take it, the others do not. So it is logged, numbered and recovered as everything else (ADR 24).
/// </content>
internal sealed partial class Session
{
    private JoinedRoom[] _rooms = []; // replaced as a whole: read by other threads without the user's lock
    private NodeId? _movedTo;

    /// <summary>The rooms that it is in; of one that has ended, those that it was in.</summary>
    internal IReadOnlyList<RoomName> Rooms => [.. Volatile.Read(ref _rooms).Select(static room => room.Name)];

    internal bool IsIn(RoomName room) =>
        Phase != SessionPhase.Ended && Array.Exists(Volatile.Read(ref _rooms), joined => joined.Name == room);

    internal RoomJoin Join(RoomName room)
    {
        var joined = Add(room);
        if (joined == RoomJoin.Joined)
            PassOver();
        return joined;
    }

    private RoomJoin Add(RoomName room)
    {
        if (Phase == SessionPhase.Ended)
            return RoomJoin.Ended;
        if (IsIn(room))
            return RoomJoin.Joined;
        if (_rooms.Length >= _environment.Options.MaxRoomsPerSession)
            return RoomJoin.TooMany;
        Volatile.Write(ref _rooms, [.. _rooms, new(room.Tag, room)]);
        _environment.JoinRoom(room, this);
        return RoomJoin.Joined;
    }

    /// <returns>Whether it was in the room.</returns>
    internal bool LeaveRoom(RoomName room)
    {
        if (!IsIn(room))
            return false;
        Volatile.Write(ref _rooms, Array.FindAll(_rooms, joined => joined.Name != room));
        _environment.LeaveRoom(room, this, null);
        return true;
    }

    /// <summary>The rooms of the session that it goes on with.</summary>
    private void JoinAll(IEnumerable<RoomName> rooms)
    {
        foreach (var room in rooms)
            Add(room);
    }

    private void LeaveRooms()
    {
        MovedMember? moved = _movedTo is { } node ? new(Key, node, Now.Elapsed + _environment.Times.PullHolder) : null;
        foreach (var room in _rooms)
            _environment.LeaveRoom(room.Name, this, moved);
    }

    private bool IsOfAnotherRoom(in StreamEntry entry)
    {
        if (entry.Room == 0)
            return false;
        foreach (var room in _rooms)
            if (room.Tag == entry.Room)
                return false;
        return true;
    }

    /// <summary>
    /// What this server has numbered for its user the session had, or it was said in rooms before it joined: none of it is for it when it
    /// comes back.
    /// </summary>
    private void PassOver()
    {
        if (Phase != SessionPhase.Live || IsWaiting)
            return;
        ref var slot = ref _position.GetOrAdd(_environment.Self, Now.Utc);
        var isNothingHad = slot.HasBase && slot.Number == slot.Base;
        (slot.Number, slot.HeardAt) = (Math.Max(slot.Number, _environment.LastNumber), Now.Utc);
        if (isNothingHad)
            slot.Base = slot.Number;
    }

    private readonly record struct JoinedRoom(uint Tag, RoomName Name);
}
