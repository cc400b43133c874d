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
        var joined = Add(room, Now.Utc - RecoveryTimes.ClockSkew);
        if (joined == RoomJoin.Joined)
            PassOver();
        return joined;
    }

    private RoomJoin Add(RoomName room, long since)
    {
        if (Phase == SessionPhase.Ended)
            return RoomJoin.Ended;
        if (IsIn(room))
            return RoomJoin.Joined;
        if (_rooms.Length >= _environment.Options.MaxRoomsPerSession)
            return RoomJoin.TooMany;
        Volatile.Write(ref _rooms, [.. _rooms, new(room.Tag, room, since)]);
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
            Add(room, since: 0);
    }

    /// <summary>
    /// Its client is at another server, which has been told what is here so far. What still comes here goes there too, whether this session
    /// ends now or is probed first.
    /// </summary>
    private void NoteMoved(NodeId? to)
    {
        _movedTo = to;
        if (Moved is { } moved)
            foreach (var room in _rooms)
                _environment.MoveMember(room.Name, moved);
    }

    private void LeaveRooms()
    {
        foreach (var room in _rooms)
            _environment.LeaveRoom(room.Name, this, Moved);
    }

    private MovedMember? Moved => _movedTo is { } node ? new(Key, node, Now.Elapsed + _environment.Times.PullHolder) : null;

    /// <summary>Or of one that it is in, from before it joined: what other servers could not send here for a while comes late.</summary>
    private bool IsOfAnotherRoom(in StreamEntry entry)
    {
        if (entry.Room == 0)
            return false;
        foreach (var room in _rooms)
            if (room.Tag == entry.Room && entry.At >= room.Since)
                return false;
        return true;
    }

    /// <summary>
    /// The copies that this server has made for its user the session had, or they were said in rooms before it joined: none of them is for
    /// it when it comes back.
    /// </summary>
    private void PassOver()
    {
        if (Phase != SessionPhase.Live)
            return;
        var (copies, last) = (_environment.Self.Copies, _environment.LastCopy);
        if (_position.IndexOf(copies) is >= 0 and var at)
            (_position[at].Number, _position[at].HeardAt) = (last, Now.Utc);
        else
            AddCopies(copies, last);
    }

    private void AddCopies(Origin copies, ulong from) =>
        _position.AddLife(new() { Origin = copies, Number = from, Base = from, HasBase = true, HeardAt = Now.Utc });

    /// <param name="Tag">The room's.</param>
    /// <param name="Name">The room.</param>
    /// <param name="Since">What was said before is not for it; ms since 1970. 0: it was in the room when the session began.</param>
    private readonly record struct JoinedRoom(uint Tag, RoomName Name, long Since);
}
