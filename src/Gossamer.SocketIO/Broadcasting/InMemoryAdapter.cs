using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Gossamer.SocketIO;

/// <summary>The rooms of this server's sockets, in memory. Broadcasting takes no lock.</summary>
public class InMemoryAdapter : Adapter
{
    private readonly ConcurrentDictionary<string, ImmutableHashSet<Socket>> _rooms = new(StringComparer.Ordinal);
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
        _rooms.AddOrUpdate(room, static (_, s) => [s], static (_, members, s) => members.Add(s), socket);
        if (socket.IsPresent)
            return;
        Leave(socket, room); // it went while it was joining, and what takes it out of its rooms may have been here already
        LeaveAll(socket);
    }

    /// <inheritdoc/>
    public override void Leave(Socket socket, string room)
    {
        ArgumentNullException.ThrowIfNull(socket);
        Shrink(_roomsOf, socket, room);
        Shrink(_rooms, room, socket);
    }

    /// <inheritdoc/>
    public override void LeaveAll(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!_roomsOf.TryRemove(socket, out var rooms))
            return;
        foreach (var room in rooms)
            Shrink(_rooms, room, socket);
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
            1 => Members(target.Rooms.First()),
            _ => target.Rooms.SelectMany(Members).Distinct(),
        };
        return target.Except.IsEmpty ? members : members.Where(s => !IsIn(s, target.Except));
    }

    /// <inheritdoc/>
    public override ValueTask BroadcastAsync(EncodedPacket packet, BroadcastTarget target)
    {
        ArgumentNullException.ThrowIfNull(packet);
        foreach (var socket in LocalSockets(target))
            socket.Send(packet, target.Volatile);
        return ValueTask.CompletedTask;
    }

    private static void Shrink<TKey, T>(ConcurrentDictionary<TKey, ImmutableHashSet<T>> table, TKey key, T item)
        where TKey : notnull
    {
        while (table.TryGetValue(key, out var set))
        {
            var smaller = set.Remove(item);
            if (smaller.IsEmpty ? table.TryRemove(KeyValuePair.Create(key, set)) : table.TryUpdate(key, smaller, set))
                return;
        }
    }

    private bool IsIn(Socket socket, ImmutableHashSet<string> rooms) =>
        rooms.Contains(socket.Id) || (_roomsOf.TryGetValue(socket, out var mine) && mine.Overlaps(rooms));

    /// <summary>A room that is a socket's id has that socket in it, and whoever else has joined it.</summary>
    private IEnumerable<Socket> Members(string room)
    {
        var members = _rooms.GetValueOrDefault(room);
        if (!Namespace.TryGetSocket(room, out var socket))
            return members ?? [];
        return members is null ? [socket] : members.Add(socket);
    }
}
