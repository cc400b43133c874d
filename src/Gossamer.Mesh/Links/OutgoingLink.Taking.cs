using System.Buffers;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

internal sealed partial class OutgoingLink
{
    /// <summary>
    /// Writes all that waits as one frame: <c>[hello] [heartbeat] receipts forwards [request] [presence] [goodbye] [rooms] end</c>.
    /// </summary>
    internal TakeResult Take(LinkAttempt attempt, IBufferWriter<byte> output)
    {
        var frame = new Frame();
        TakeResult result;
        using (_gate.EnterScope())
        {
            if (attempt != _attempt || attempt.GoodbyeSaid || _state is not (LinkState.Open or LinkState.Up))
                return TakeResult.Nothing;
            result = Compose(attempt, frame);
        }

        if (result != TakeResult.Nothing)
            FrameCodec.Write(frame, output);
        return result;
    }

    private TakeResult Compose(LinkAttempt attempt, Frame frame)
    {
        var some = Greet(attempt, frame);
        var heard = _heard;

        // Receipts and forwards belong to the life that the heartbeat before them names.
        if (attempt.HeartbeatDue || attempt.Reported != heard)
        {
            frame.Heartbeat = HeartbeatFor(heard);
            (attempt.Reported, attempt.HeartbeatDue, some) = (heard, false, true);
        }

        some |= _received.Take(frame, heard.Incarnation);
        if (heard.Incarnation == _heardLife && _heardLife != Incarnation.None)
            some |= _queue.Take(frame, _context.Options.FrameTargetBytes, _protocol);
        some |= TakeSnapshotRequest(frame);
        some |= !_stopping && TakePresence(frame);
        if (some || !_stopping)
            return some ? TakeResult.Frame : TakeResult.Nothing;

        frame.Goodbye = new();
        attempt.GoodbyeSaid = true;
        return TakeResult.LastFrame;
    }

    private bool TakePresence(Frame frame)
    {
        var users = _feed.Take();
        (frame.Snapshot, frame.Changes, frame.Digest) = (users.Snapshot, users.Changes, users.Digest);
        var rooms = _rooms.Take();
        if (rooms.IsEmpty && !_roomsWanted)
            return !users.IsEmpty;
        frame.Rooms = new() { Snapshot = rooms.Snapshot, Changes = rooms.Changes, Digest = rooms.Digest };
        if (_roomsWanted)
            frame.Rooms.SnapshotRequest = new();
        _roomsWanted = false;
        return true;
    }

    private bool Greet(LinkAttempt attempt, Frame frame)
    {
        if (attempt.HelloSaid)
            return false;
        attempt.HelloSaid = true;
        var protocols = _context.Options.Protocols;
        frame.Hello = new()
        {
            Protocol = protocols.Oldest,
            NewestProtocol = protocols.Newest > protocols.Oldest ? protocols.Newest : 0,
            Cluster = _context.Options.Cluster,
            Node = _context.Self.Value,
            Incarnation = _context.Incarnation.Value,
            Target = _peer.Id.Value,
            Link = attempt.Number,
            LastNumber = _context.Messages.LastNumber,
            LifeKey = _lifeKey,
        };
        return true;
    }

    private Heartbeat HeartbeatFor(HeardState heard)
    {
        var heartbeat = new Heartbeat
        {
            HeardIncarnation = heard.Incarnation.Value,
            HeardLink = heard.Link,
            HeardSequence = _received.LastOf(heard.Incarnation),
            SettledBelow = _queue.SettledBelow,
            LastNumber = _context.Messages.LastNumber,
        };
        _roundTrip.Write(heartbeat);
        return heartbeat;
    }

    private bool TakeSnapshotRequest(Frame frame)
    {
        if (!_snapshotWanted)
            return false;
        frame.SnapshotRequest = new();
        _snapshotWanted = false;
        return true;
    }
}
