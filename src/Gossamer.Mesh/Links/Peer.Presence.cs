using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <content>What the peer tells of its users and its rooms.</content>
internal sealed partial class Peer
{
    private static readonly LinkClose Malformed = new(LinkCloseCode.Malformed, "a presence message that breaks the rules");

    private volatile bool _hasTooManyRooms; // on this link
    private long _outOfSyncSince; // 0: the copy of the peer's users is whole, or there is none

    private TimeSpan PresenceLag =>
        Volatile.Read(ref _outOfSyncSince) is not 0 and var since ? _context.Time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>To be called when the copy of the peer's users has become whole, or is so no more.</summary>
    private void NoteSync()
    {
        if (_replica.Synced || !IsThere)
            Volatile.Write(ref _outOfSyncSince, 0);
        else if (_outOfSyncSince == 0)
            Volatile.Write(ref _outOfSyncSince, Math.Max(1, _context.Time.GetTimestamp()));
    }

    private LinkClose? OnPresence(Frame frame)
    {
        var result = _replica.Apply(new PresencePiece(frame.Snapshot, frame.Changes, frame.Digest));
        NoteSync();
        if (_replica.Synced)
            _missingSince = null;
        if (_replica.TakeReplaced() is { } users)
            _context.Messages.OnSnapshot(_id, users);
        if (result == ReplicaResult.Gap)
            WantSnapshot();
        return result switch
        {
            ReplicaResult.Malformed => Malformed,
            ReplicaResult.TooMany => new(LinkCloseCode.TooManyUsers, $"more than {_context.Options.MaxUsersPerPeer}"),
            _ => null,
        };
    }

    private LinkClose? OnRooms(Rooms? rooms)
    {
        if (rooms is null)
            return null;
        if (rooms.SnapshotRequest is not null)
            Outgoing.SendRooms();
        if (_hasTooManyRooms)
            return null;
        var result = _rooms.Apply(new PresencePiece(rooms.Snapshot, rooms.Changes, rooms.Digest));
        _rooms.TakeReplaced();
        var wereAwaited = AreRoomsAwaited;
        _areRoomsKnown = _rooms.Synced && result != ReplicaResult.TooMany;
        if (result == ReplicaResult.Gap)
            WantRooms();
        if (result == ReplicaResult.TooMany)
            GiveUpRooms();
        if (wereAwaited && !AreRoomsAwaited)
            _context.Messages.OnRoomsKnown(_id);
        return result == ReplicaResult.Malformed ? Malformed : null;
    }

    /// <summary>Until the next link. A server whose rooms are not known is told everything; for that its link need not end.</summary>
    private void GiveUpRooms()
    {
        _hasTooManyRooms = true;
        _rooms.Clear();
        _context.Log.TooManyRooms(_id, _context.Options.MaxRoomsPerPeer);
    }

    private void WantSnapshot()
    {
        if (!_snapshotAsking.TryAsk())
            return;
        _context.Log.SnapshotWanted(_id);
        _context.Metrics.SnapshotWanted(_id);
        Outgoing.WantSnapshot();
    }

    private void WantRooms()
    {
        if (_roomsAsking.TryAsk())
            Outgoing.WantRooms();
    }

    private void WantSnapshotIfDue()
    {
        using (_gate.EnterScope())
        {
            if (_snapshotAsking.Tick() && _incoming is not null && !_replica.Synced)
                WantSnapshot();
            if (_roomsAsking.Tick() && _incoming is not null && !_rooms.Synced)
                WantRooms();
        }
    }
}
