using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>The rooms that sessions of this server are in. The directory of rooms is told how many members each has.</summary>
internal sealed class RoomTable(RoomDirectory directory)
{
    private readonly ConcurrentDictionary<RoomName, Room> _rooms = new();
    private ulong _forgottenUpTo;

    /// <summary>Raised when a user joins or leaves a room here, with the last session; perhaps under a user's lock.</summary>
    internal Action<RoomName>? UsersChanged { get; set; }

    internal Room? Find(RoomName room) => _rooms.GetValueOrDefault(room);

    /// <summary>The users with sessions in the room; not to be changed.</summary>
    internal UserName[] UsersIn(RoomName room)
    {
        if (Find(room) is not { } found)
            return [];
        using (found.Gate.EnterScope())
            return found.Users();
    }

    /// <summary>The highest number of what was published in rooms that have neither members nor a log any more.</summary>
    internal ulong ForgottenUpTo => Volatile.Read(ref _forgottenUpTo);

    internal void Join(RoomName name, Session session)
    {
        bool isNew;
        using (var entered = Enter(name))
        {
            var room = entered.Of;
            room.RemoveMoved(session.Key);
            isNew = room.Add(session);
            directory.SetMembers(room.Key, room.Count);
        }

        if (isNew)
            UsersChanged?.Invoke(name);
    }

    internal IReadOnlyList<RoomName> Names() => [.. _rooms.Keys];

    /// <summary>Locks a room, made when there is none.</summary>
    internal Entered Enter(RoomName name)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd(name, static name => new(name));
            room.Gate.Enter();
            if (!room.IsClosed)
                return new(room);
            room.Gate.Exit(); // it was emptied meanwhile, and is not in the table any more
        }
    }

    /// <summary>Does something to each room, under its lock.</summary>
    internal void ForEach(Action<Room> action)
    {
        foreach (var (_, room) in _rooms)
        {
            using (room.Gate.EnterScope())
                if (!room.IsClosed)
                    action(room);
        }
    }

    internal void Move(RoomName name, in MovedMember moved)
    {
        using var entered = Enter(name);
        entered.Of.AddMoved(moved);
        directory.SetMembers(entered.Of.Key, entered.Of.Count);
    }

    /// <param name="name">The room.</param>
    /// <param name="session">Who leaves it.</param>
    /// <param name="moved">Its client is at another server; null: it has left.</param>
    internal void Leave(RoomName name, Session session, MovedMember? moved)
    {
        if (Find(name) is not { } room)
            return;
        bool isLast;
        using (room.Gate.EnterScope())
        {
            isLast = room.Remove(session);
            if (moved is { } member)
                room.AddMoved(member);
            Settle(room);
        }

        if (isLast)
            UsersChanged?.Invoke(name);
    }

    /// <summary>Forgets members that moved long ago, and messages that are too old.</summary>
    /// <param name="now">In ms of <see cref="Instant.Elapsed"/>.</param>
    /// <param name="shorterBy">By how much less than usual messages are kept, in ms: while too much is logged in all.</param>
    internal void Tick(long now, long shorterBy) => ForEach(room =>
    {
        var hadMoved = room.Expire(now);
        room.Log?.Trim(now + shorterBy);
        if (hadMoved || room.IsEmpty)
            Settle(room);
    });

    /// <summary>The members that have moved to other servers, by server.</summary>
    /// <param name="name">The room.</param>
    /// <param name="only">Of these keys; null: all.</param>
    internal IReadOnlyList<(NodeId Node, IReadOnlyList<SessionKey> Keys)> MovedFrom(RoomName name, IReadOnlySet<SessionKey>? only)
    {
        if (Find(name) is not { } room)
            return [];
        using (room.Gate.EnterScope())
            return room.Moved(only);
    }

    private void Settle(Room room)
    {
        directory.SetMembers(room.Key, room.Count); // before whoever makes the room anew, who waits for its lock
        if (room.IsEmpty)
        {
            room.IsClosed = true;
            Forget(room.Log?.DroppedUpTo ?? 0);
            _rooms.TryRemove(room.Name, out _);
        }
    }

    private void Forget(ulong number)
    {
        ulong known;
        do
            known = Volatile.Read(ref _forgottenUpTo);
        while (number > known && Interlocked.CompareExchange(ref _forgottenUpTo, number, known) != known);
    }

    /// <summary>A room that is locked until this is disposed of.</summary>
    internal readonly ref struct Entered(Room room)
    {
        internal Room Of => room;

        public void Dispose() => room.Gate.Exit();
    }
}
