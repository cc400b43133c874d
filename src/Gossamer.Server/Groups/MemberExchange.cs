using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>
/// What servers tell each other of the members of rooms: on the channel of that name, for as long as it is asked for again and again
/// (<see cref="GroupOptions.Lease"/>). Who asks says what it knows, so that what was lost on the way is made good.
/// </summary>
internal sealed class MemberExchange(MeshNode node, GroupOptions options, TimeProvider time) : IDisposable
{
    public const string Name = "room-members";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(NodeId Peer, RoomName Room), long> _leases = new(); // to the time stamp of the last asking
    private readonly ConcurrentDictionary<RoomName, int> _wanted = new();                      // by how many servers, about
    private readonly ConcurrentDictionary<NodeId, int> _held = new();                          // leases, of each server
    private readonly HashSet<NodeId> _there = [];
    private ITimer? _timer;
    private long _renewedAt;

    /// <summary>The rooms that clients here want to hear of, each with the hash of what that peer told.</summary>
    public Func<NodeId, IReadOnlyList<(RoomName Room, ulong Hash)>> Wanted { get; set; } = static _ => [];

    /// <summary>A peer told who is in a room there.</summary>
    public Action<NodeId, RoomName, MemberNames> Told { get; set; } = static (_, _, _) => { };

    /// <summary>A peer is gone, and its users with it.</summary>
    public Action<NodeId> Gone { get; set; } = static _ => { };

    /// <summary>A peer wants to hear who is in a room here, and knows it otherwise, or not yet.</summary>
    public Action<RoomName> Asked { get; set; } = static _ => { };

    /// <summary>To be called before the mesh starts.</summary>
    public void Open()
    {
        node.OnNodeMessage(Name, Take);
        node.PeerLinked += Ask;
        _timer = time.CreateTimer(static self => ((MemberExchange)self!).OnTick(), this, Tick, Tick);
    }

    public bool IsWanted(RoomName room) => _wanted.ContainsKey(room);

    /// <summary>Asks all other servers.</summary>
    public void Ask(IReadOnlyList<(RoomName Room, ulong Hash)> rooms)
    {
        foreach (var peer in node.Peers)
            _ = node.SendToNodeAsync(peer, Name, MemberText.WriteWanted(rooms));
    }

    /// <summary>Tells those who want to hear.</summary>
    public void Tell(RoomName room, MemberNames members)
    {
        byte[]? text = null;
        foreach (var peer in node.Peers)
            if (_leases.ContainsKey((peer, room)))
                _ = node.SendToNodeAsync(peer, Name, text ??= MemberText.WriteMembers(room, members));
    }

    public void Dispose() => _timer?.Dispose();

    private void Ask(NodeId peer)
    {
        foreach (var piece in Wanted(peer).Chunk(MemberText.MaxRooms))
            _ = node.SendToNodeAsync(peer, Name, MemberText.WriteWanted(piece));
    }

    private bool Take(NodeId from, ReadOnlySpan<byte> payload)
    {
        var lines = MemberText.Lines(payload);
        if (MemberText.TryReadMembers(lines, options.MaxMembersTold, out var room, out var members))
            Told(from, room, members);
        else if (MemberText.TryReadWanted(lines, out var rooms))
            OnWanted(from, rooms);
        else
            return false;
        return true;
    }

    private void OnWanted(NodeId from, List<(RoomName Room, ulong Hash)> rooms)
    {
        foreach (var (room, hash) in rooms.DistinctBy(static one => one.Room))
        {
            var now = time.GetTimestamp();
            if (_leases.TryGetValue((from, room), out var before) && _leases.TryUpdate((from, room), now, before))
                _wanted.TryAdd(room, 1);
            else if (_held.GetValueOrDefault(from) >= options.MaxMembershipsInAll)
                continue; // there are no more members there than that
            else if (_leases.TryAdd((from, room), now))
            {
                _held.AddOrUpdate(from, 1, static (_, rooms) => rooms + 1);
                _wanted.AddOrUpdate(room, 1, static (_, servers) => servers + 1);
            }

            if (MemberNames.Of(node.UsersInRoomHere(room), options.MaxMembersTold).Hash != hash)
                Asked(room);
        }
    }

    private void OnTick()
    {
        foreach (var peer in node.Peers)
        {
            if (node.IsThere(peer))
                _there.Add(peer);
            else if (_there.Remove(peer))
                Gone(peer);
        }

        if (time.GetElapsedTime(_renewedAt) < options.Renewal)
            return;
        _renewedAt = time.GetTimestamp();
        foreach (var peer in node.Peers)
            Ask(peer);
        foreach (var (lease, askedAt) in _leases)
            if (time.GetElapsedTime(askedAt) > options.Lease && _leases.TryRemove(KeyValuePair.Create(lease, askedAt)))
            {
                Release(lease.Room);
                _held.AddOrUpdate(lease.Peer, 0, static (_, rooms) => rooms - 1);
            }
    }

    private void Release(RoomName room)
    {
        if (_wanted.AddOrUpdate(room, 0, static (_, servers) => servers - 1) <= 0)
            _wanted.TryRemove(KeyValuePair.Create(room, 0));
    }
}
