using Gossamer.Mesh;
using Gossamer.Server.Limits;

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
    private readonly Dictionary<RoomName, NodeId?> _tellers = [];
    private readonly KeyedCounts<NodeId> _told = new();

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
    /// <param name="closure">What was said.</param>
    /// <param name="teller">The server that told it; null: it is this one's own.</param>
    public bool TryAdd(RoomClosure closure, NodeId? teller = null)
    {
        if (closure.At > time.GetUtcNow() + ClockSkew)
            return false;
        bool wasClosed;
        lock (_gate)
        {
            var isKnown = _rooms.TryGetValue(closure.Room, out var known);
            if (isKnown && known.At >= closure.At)
                return true;
            if (!isKnown && !HasRoom(teller))
                Forget();
            if (!isKnown && !HasRoom(teller))
                return false;
            if (!isKnown && teller is { } node)
                _told.Add(node);
            wasClosed = isKnown && known.IsClosed;
            _rooms[closure.Room] = closure;
            if (!isKnown)
                _tellers[closure.Room] = teller;
        }

        if (closure.IsClosed && !wasClosed)
            Closed?.Invoke(closure.Room);
        return true;
    }

    /// <summary>Of what other servers tell, each may hold no more than it leaves free.</summary>
    private bool HasRoom(NodeId? teller) => teller is { } node
        ? FairShare.AllowsMore(options.MaxClosed, _rooms.Count, _told[node])
        : _rooms.Count < options.MaxClosed;

    private void Forget()
    {
        var oldest = time.GetUtcNow() - OpenKept;
        foreach (var (room, closure) in _rooms)
        {
            if (closure.IsClosed || closure.At >= oldest)
                continue;
            _rooms.Remove(room);
            if (_tellers.Remove(room, out var teller) && teller is { } node)
                _told.Remove(node);
        }
    }
}
