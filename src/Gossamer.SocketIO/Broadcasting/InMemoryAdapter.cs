using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gossamer.SocketIO;

/// <summary>The rooms of this server's sockets, in memory. Broadcasting takes no lock.</summary>
public class InMemoryAdapter : Adapter
{
    private readonly ConcurrentDictionary<string, RoomMembers> _rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Socket, ImmutableHashSet<string>> _roomsOf = new();

    /// <inheritdoc cref="Adapter(Namespace)"/>
    public InMemoryAdapter(Namespace ns)
        : base(ns)
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Rooms => (IReadOnlyCollection<string>)_rooms.Keys;

    /// <inheritdoc/>
    public override void Join(Socket socket, string room)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _roomsOf.AddOrUpdate(
            socket,
            static (_, r) => ImmutableHashSet.Create<string>(StringComparer.Ordinal, r),
            static (_, rooms, r) => rooms.Add(r),
            room);
        _rooms.AddOrUpdate(room, static (_, s) => new RoomMembers([s]), static (_, members, s) => members.With(s), socket);
        OnMembersChanged(room);
        if (socket.IsPresent)
            return;
        Leave(socket, room); // it went while it was joining, and what takes it out of its rooms may have been here already
        LeaveAll(socket);
    }

    /// <inheritdoc/>
    public override void Leave(Socket socket, string room)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ForgetRoom(socket, room);
        ForgetMember(room, socket);
    }

    /// <inheritdoc/>
    public override void LeaveAll(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!_roomsOf.TryRemove(socket, out var rooms))
            return;
        foreach (var room in rooms)
            ForgetMember(room, socket);
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> RoomsOf(Socket socket) =>
        _roomsOf.TryGetValue(socket, out var rooms) ? rooms : [];

    /// <inheritdoc/>
    public override IEnumerable<Socket> LocalSockets(BroadcastTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var members = target.Rooms.Count switch
        {
            0 => Namespace.PresentSockets,
            1 => Members(target.OnlyRoom!),
            _ => target.Rooms.SelectMany(Members).Distinct(),
        };
        return target.Except.IsEmpty ? members : members.Where(s => !IsIn(s, target.Except));
    }

    /// <inheritdoc/>
    public override ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target)
    {
        ArgumentNullException.ThrowIfNull(packet);
        packet.ThrowUnlessFor(Namespace.Server.Parser);
        if (!target.Compress)
            packet = packet.Uncompressed();
        var receivers = LocalSockets(target);
        if (receivers is Socket[] walk)
        {
            foreach (var socket in walk)
                socket.Send(packet, target.Volatile);
        }
        else
        {
            foreach (var socket in receivers)
                socket.Send(packet, target.Volatile);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Called when a room has got or lost a member, by the thread that did it: more may have changed meanwhile, which another call tells.
    /// For adapters that let other servers know which rooms have members here.
    /// </summary>
    /// <param name="room">The room.</param>
    protected virtual void OnMembersChanged(string room)
    {
    }

    /// <summary>How many sockets of this server are in a room at this moment, the one whose id it is not counted.</summary>
    /// <param name="room">The room.</param>
    protected int MembersOf(string room) => _rooms.TryGetValue(room, out var members) ? members.Count : 0;

    private void ForgetRoom(Socket socket, string room)
    {
        while (_roomsOf.TryGetValue(socket, out var rooms))
        {
            var fewer = rooms.Remove(room);
            if (fewer.IsEmpty ? _roomsOf.TryRemove(KeyValuePair.Create(socket, rooms)) : _roomsOf.TryUpdate(socket, fewer, rooms))
                return;
        }
    }

    private void ForgetMember(string room, Socket socket)
    {
        while (_rooms.TryGetValue(room, out var members))
        {
            var fewer = members.Without(socket);
            if (fewer.IsEmpty ? _rooms.TryRemove(KeyValuePair.Create(room, members)) : _rooms.TryUpdate(room, fewer, members))
            {
                OnMembersChanged(room);
                return;
            }
        }
    }

    private bool IsIn(Socket socket, ImmutableHashSet<string> rooms) =>
        rooms.Contains(socket.Id) || (_roomsOf.TryGetValue(socket, out var mine) && mine.Overlaps(rooms));

    /// <summary>A room that is a socket's id has that socket in it, and whoever else has joined it.</summary>
    private IEnumerable<Socket> Members(string room)
    {
        var members = _rooms.GetValueOrDefault(room);
        if (!Namespace.TryGetSocket(room, out var socket))
            return members?.Walk ?? [];
        return members?.And(socket) ?? [socket];
    }
}
