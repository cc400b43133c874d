using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <content>What the peer tells of its users and its rooms.</content>
internal sealed partial class Peer
{
    private LinkClose? OnPresence(Frame frame)
    {
        var result = _replica.Apply(new PresencePiece(frame.Snapshot, frame.Changes, frame.Digest));
        if (_replica.Synced)
            _missingSince = null;
        if (_replica.TakeReplaced() is { } users)
            _context.Messages.OnSnapshot(_id, users);
        if (result == ReplicaResult.Gap)
            WantSnapshot();
        return EndFor(result, _context.Options.MaxUsersPerPeer, "users");
    }

    private LinkClose? OnRooms(Rooms? rooms)
    {
        if (rooms is null)
            return null;
        if (rooms.SnapshotRequest is not null)
            Outgoing.SendRooms();
        var result = _rooms.Apply(new PresencePiece(rooms.Snapshot, rooms.Changes, rooms.Digest));
        _rooms.TakeReplaced();
        _areRoomsKnown = _rooms.Synced;
        if (result == ReplicaResult.Gap)
            WantRooms();
        return EndFor(result, _context.Options.MaxRoomsPerPeer, "rooms");
    }

    private static LinkClose? EndFor(ReplicaResult result, int most, string what) => result switch
    {
        ReplicaResult.Malformed => new(LinkCloseCode.Malformed, "a presence message that breaks the rules"),
        ReplicaResult.TooMany => new(LinkCloseCode.TooManyUsers, $"more than {most} {what}"),
        _ => null,
    };

    private void WantSnapshot()
    {
        if (!_snapshotAsking.TryAsk())
            return;
        _context.Log.SnapshotWanted(_id);
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
