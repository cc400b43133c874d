using System.Buffers;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh;

internal sealed partial class OutgoingLink
{
    /// <summary>
    /// Writes all that waits as one frame: <c>[hello] [heartbeat] receipts forwards [request] [presence] [goodbye] [rooms] end</c>.
    /// Each attempt has one writer, which calls this.
    /// </summary>
    internal TakeResult Take(LinkAttempt attempt, IBufferWriter<byte> output)
    {
        Frame? behind;
        TakeResult result;
        uint protocol;
        using (_gate.EnterScope())
        {
            if (attempt != _attempt || attempt.GoodbyeSaid || _state is not (LinkState.Open or LinkState.Up))
                return TakeResult.Nothing;
            (result, behind) = Compose(attempt, output);
            protocol = _protocol;
        }

        attempt.WriteForwards(output, protocol);
        if (result != TakeResult.Nothing)
            FrameCodec.Write(behind ?? new Frame(), output);
        return result;
    }

    /// <summary>Writes what stands before the forwards, and takes these.</summary>
    /// <returns>What stands behind them; null: nothing.</returns>
    private (TakeResult Result, Frame? Behind) Compose(LinkAttempt attempt, IBufferWriter<byte> output)
    {
        var heard = _heard;
        var some = TryWriteHead(attempt, heard, output);
        some |= _received.Take(output, heard.Incarnation);
        if (heard.Incarnation == _heardLife && _heardLife != Incarnation.None)
            some |= _queue.Take(attempt.Forwards, _context.Options.FrameTargetBytes);
        Frame? behind = null;
        some |= TakeSnapshotRequest(ref behind);
        some |= !_stopping && TakePresence(ref behind);
        if (some || !_stopping)
            return (some ? TakeResult.Frame : TakeResult.Nothing, behind);

        attempt.GoodbyeSaid = true;
        return (TakeResult.LastFrame, new() { Goodbye = new() });
    }

    private bool TryWriteHead(LinkAttempt attempt, HeardState heard, IBufferWriter<byte> output)
    {
        // Receipts and forwards belong to the life that the heartbeat before them names.
        var reports = attempt.HeartbeatDue || attempt.Reported != heard;
        if (attempt.HelloSaid && !reports)
            return false;
        var head = new Frame();
        Greet(attempt, head);
        if (reports)
            head.Heartbeat = HeartbeatFor(heard);
        (attempt.Reported, attempt.HeartbeatDue) = (heard, false);
        head.WriteTo(output);
        return true;
    }

    private bool TakePresence(ref Frame? behind)
    {
        var users = _feed.Take();
        var rooms = _rooms.Take();
        if (users.IsEmpty && rooms.IsEmpty && !_roomsWanted)
            return false;
        var frame = behind ??= new();
        (frame.Snapshot, frame.Changes, frame.Digest) = (users.Snapshot, users.Changes, users.Digest);
        if (rooms.IsEmpty && !_roomsWanted)
            return true;
        frame.Rooms = new() { Snapshot = rooms.Snapshot, Changes = rooms.Changes, Digest = rooms.Digest };
        if (_roomsWanted)
            frame.Rooms.SnapshotRequest = new();
        _roomsWanted = false;
        return true;
    }

    private void Greet(LinkAttempt attempt, Frame frame)
    {
        if (attempt.HelloSaid)
            return;
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

    private bool TakeSnapshotRequest(ref Frame? behind)
    {
        if (!_snapshotWanted)
            return false;
        (behind ??= new()).SnapshotRequest = new();
        _snapshotWanted = false;
        return true;
    }
}
