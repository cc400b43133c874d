using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>
/// Which rooms operators have closed, here or at another server. Of what is said of one room the latest counts, by the clocks of the
/// servers that said it. Bounded: at the bound no more are closed.
/// </summary>
internal sealed class ClosedRooms(GroupOptions options, TimeProvider time)
{
    /// <summary>
    /// For how long it is remembered that a room was opened again: servers that were away may still say that it is closed.
    /// </summary>
    private static readonly TimeSpan OpenKept = TimeSpan.FromHours(1);

    /// <summary>By how much servers' clocks may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<RoomName, RoomClosure> _rooms = [];

    /// <summary>Called for each room that is closed now, under no lock.</summary>
    public Action<RoomName>? Closed { get; set; }

    /// <summary>All that is known.</summary>
    public IReadOnlyList<RoomClosure> All
    {
        get
        {
            lock (_gate)
                return [.. _rooms.Values];
        }
    }

    public bool Contains(RoomName room)
    {
        lock (_gate)
            return _rooms.TryGetValue(room, out var known) && known.IsClosed;
    }

    /// <summary>Those that are not closed.</summary>
    public IReadOnlyList<RoomName> OpenOf(IReadOnlyList<RoomName> rooms) => [.. rooms.Where(room => !Contains(room))];

    /// <returns>False: there are too many, or it is of a time to come.</returns>
    public bool TryAdd(RoomClosure closure)
    {
        if (closure.At > time.GetUtcNow() + ClockSkew)
            return false;
        lock (_gate)
        {
            if (_rooms.TryGetValue(closure.Room, out var known))
            {
                if (known.At >= closure.At)
                    return true;
            }
            else if (_rooms.Count >= options.MaxClosed)
            {
                Forget();
                if (_rooms.Count >= options.MaxClosed)
                    return false;
            }

            _rooms[closure.Room] = closure;
        }

        if (closure.IsClosed)
            Closed?.Invoke(closure.Room);
        return true;
    }

    private void Forget()
    {
        var oldest = time.GetUtcNow() - OpenKept;
        foreach (var (room, closure) in _rooms)
            if (!closure.IsClosed && closure.At < oldest)
                _rooms.Remove(room);
    }
}
