using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Groups;

/// <summary>
/// Tells clients who is in their rooms, at all servers, and other servers who is there at this one, for rooms whose members their clients
/// want to hear of. In rounds, of what has changed only; nobody hears of rooms that nobody asks about.
/// </summary>
internal sealed class MemberPublisher : IDisposable
{
    private readonly Lock _gate = new(); // for the rooms below; nothing but outboxes is called under it
    private readonly Dictionary<RoomName, WatchedRoom> _watched = [];
    private readonly Dictionary<IConnection, HashSet<RoomName>> _roomsOf = [];
    private readonly ConcurrentDictionary<RoomName, byte> _changed = new();     // here or elsewhere, of rooms that are watched here
    private readonly ConcurrentDictionary<RoomName, byte> _changedHere = new(); // of rooms that other servers want
    private readonly MemberExchange _exchange;
    private readonly MeshNode _node;
    private readonly GroupOptions _options;
    private readonly PresenceOptions _presence;
    private readonly RoundTimer _rounds;

    public MemberPublisher(
        MeshNode node, MemberExchange exchange, GroupOptions options, PresenceOptions presence, TimeProvider time,
        ILogger<MemberPublisher> logger)
    {
        (_node, _exchange, _options, _presence) = (node, exchange, options, presence);
        _rounds = new(time, Round, options.Window, logger);
        exchange.Wanted = WantedRooms;
        exchange.Told = OnTold;
        exchange.Gone = OnGone;
        exchange.Asked = room =>
        {
            _changedHere.TryAdd(room, 0);
            _rounds.Signal();
        };
        node.RoomUsersChanged += OnChangedHere;
    }

    /// <summary>A connection in a room hears who is there, from now on in that way.</summary>
    public void Watch(IConnection connection, RoomName room, MemberMode mode)
    {
        bool isNew;
        lock (_gate)
        {
            Forget(connection, room);
            if (mode == MemberMode.None)
                return;
            if (isNew = !_watched.TryGetValue(room, out var watched))
                _watched[room] = watched = new();
            watched!.Watchers[connection] = new(connection, mode);
            if (!_roomsOf.TryGetValue(connection, out var rooms))
                _roomsOf[connection] = rooms = [];
            rooms.Add(room);
        }

        if (isNew)
            _exchange.Ask([(room, MemberNames.None.Hash)]);
        _changed.TryAdd(room, 0);
        _rounds.Signal();
    }

    /// <summary>The connection hears no more of the room.</summary>
    public void Unwatch(IConnection connection, RoomName room)
    {
        lock (_gate)
            Forget(connection, room);
    }

    /// <summary>The connection hears no more of any.</summary>
    public void Unwatch(IConnection connection)
    {
        lock (_gate)
            foreach (var room in _roomsOf.GetValueOrDefault(connection)?.ToArray() ?? [])
                Forget(connection, room);
    }

    public void Dispose() => _rounds.Dispose();

    private void Forget(IConnection connection, RoomName room)
    {
        if (!_watched.TryGetValue(room, out var watched) || !watched.Watchers.Remove(connection))
            return;
        if (watched.Watchers.Count == 0)
            _watched.Remove(room);
        var rooms = _roomsOf[connection];
        rooms.Remove(room);
        if (rooms.Count == 0)
            _roomsOf.Remove(connection);
    }

    // Called under locks of the mesh.
    private void OnChangedHere(RoomName room)
    {
        _changed.TryAdd(room, 0);
        if (_exchange.IsWanted(room))
            _changedHere.TryAdd(room, 0);
        _rounds.Signal();
    }

    private IReadOnlyList<(RoomName Room, ulong Hash)> WantedRooms(NodeId peer)
    {
        lock (_gate)
            return [.. _watched.Select(one => (one.Key, one.Value.Elsewhere.GetValueOrDefault(peer, MemberNames.None).Hash))];
    }

    private void OnTold(NodeId peer, RoomName room, MemberNames members)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(room, out var watched))
                return;
            watched.Elsewhere[peer] = members;
        }

        _changed.TryAdd(room, 0);
        _rounds.Signal();
    }

    private void OnGone(NodeId peer)
    {
        lock (_gate)
            foreach (var (room, watched) in _watched)
                if (watched.Elsewhere.Remove(peer))
                    _changed.TryAdd(room, 0);
        _rounds.Signal();
    }

    private NextRound Round(TimeSpan now)
    {
        foreach (var room in _changedHere.Keys)
        {
            _changedHere.TryRemove(room, out _); // before the look: what changes later comes again
            _exchange.Tell(room, Here(room));
        }

        var isSomebodyLate = false;
        foreach (var room in _changed.Keys)
        {
            _changed.TryRemove(room, out _);
            if (!IsWatched(room) || TellClients(room, Here(room)))
                continue;
            _changed.TryAdd(room, 0);
            isSomebodyLate = true;
        }

        var window = now + _options.Window;
        return new(window, isSomebodyLate ? window : null);
    }

    private bool IsWatched(RoomName room)
    {
        lock (_gate)
            return _watched.ContainsKey(room);
    }

    private MemberNames Here(RoomName room) => MemberNames.Of(_node.UsersInRoomHere(room), _options.MaxMembersTold);

    private bool TellClients(RoomName room, MemberNames here)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(room, out var watched))
                return true;
            var members = MemberNames.Union([here, .. watched.Elsewhere.Values], _options.MaxMembersTold);
            var frames = new MemberFrames(room, members, _options.MaxMembersTold);
            var areAllTold = true;
            foreach (var watcher in watched.Watchers.Values)
                areAllTold &= watcher.Tell(frames, _presence.LagBytes);
            return areAllTold;
        }
    }
}
