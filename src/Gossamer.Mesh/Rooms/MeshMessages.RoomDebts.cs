using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <content>
/// What is published in rooms while a server cannot be reached goes there once its rooms are known again: a room's log first, then what is
/// new, so that each server gets what this one publishes in a room in order.
/// </content>
internal sealed partial class MeshMessages
{
    private const long RoomTickInterval = 1_000; // ms: it looks at all rooms
    private const int MaxPushed = 10_000;        // messages at a tick, of the 65,536 that a link takes
    private const long LostInterval = 10_000;    // ms between two losses in rooms that a peer does not know: each costs every member

    private readonly ConcurrentQueue<(long Until, int Bytes)> _frames = new(); // of copies, each in many logs
    private long _nextRoomTick;

    /// <summary>Logs the message and hands it to the links of all servers that have members, in one step for the room.</summary>
    /// <returns>The servers.</returns>
    private List<NodeId> Send(RoomMessage message, ulong number, PendingDelivery pending)
    {
        if (Peers.Count == 0)
            return [];
        var payload = RoomChannel.Write(message);
        using var entered = Rooms.Enter(message.Room);
        var room = entered.Of;
        List<NodeId> targets = [.. Interest.ServersOf(room.Key).Where(peer => IsPaid(room, peer))];
        LogOf(room).Add(number, Now.Elapsed, payload, only: null);
        pending.Await(targets.Count);
        foreach (var node in targets)
            RoomChannel.Send(node, payload, pending, number, message.Trace);
        return targets;
    }

    /// <summary>
    /// What the peer's rooms are is no longer known. It may have got members since what it told last, and this server may have stood still
    /// since: what was published meanwhile is sent once more.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="heard">Up to which of this server's messages it had heard when it told that.</param>
    internal void OnRoomsUnknown(NodeId peer, ulong heard) => Lives.Find(peer)?.Rooms.GiveUp(heard + 1);

    /// <summary>The peer's rooms are known again: it gets what it may have missed. Called under the peer's lock.</summary>
    internal void OnRoomsKnown(NodeId peer)
    {
        if (Lives.Find(peer) is not { Rooms.IsPaid: false } life)
            return;
        if (!life.Rooms.IsOfNewLife && Rooms.ForgottenUpTo > life.Rooms.After)
            RoomChannel.Send(peer, RoomChannel.WriteLost(room: null), new PendingDelivery(0, 1), Rooms.ForgottenUpTo);
        Rooms.ForEach(room => Pay(room, peer, life.Rooms));
        life.Rooms.OnPaid();
    }

    /// <summary>Of what another server published in the room some is gone: in its place each member's stream has a mark of it.</summary>
    /// <param name="peer">The server.</param>
    /// <param name="room">The room; null: it does not know which. Not taken again within ten seconds.</param>
    internal void OnLost(NodeId peer, RoomName? room)
    {
        if (room is { } one)
        {
            MarkLost(one);
            return;
        }

        if (Lives.Find(peer) is not { } life || !life.Rooms.TryTakeLost(Now.Elapsed, LostInterval))
            return;
        foreach (var name in Rooms.Names())
            MarkLost(name);
    }

    /// <summary>The same of sessions that have moved here from the server that was told.</summary>
    internal void OnLostMoved(RoomName room, IReadOnlyList<SessionKey> keys)
    {
        foreach (var user in UsersOf(keys))
            DeliverCopy(user, StreamEntry.LostIn(room, Now.Utc));
    }

    /// <summary>Who has had the message is not told that it is lost.</summary>
    /// <returns>0: it was delivered to nobody.</returns>
    internal int MarkLost(RoomMessage message)
    {
        foreach (var user in Rooms.UsersIn(message.Room))
            DeliverCopy(user, StreamEntry.LostIn(message.Room, Now.Utc) with { Key = MessageKey.Of(message.From, message.Id) });
        return 0;
    }

    private void MarkLost(RoomName room)
    {
        foreach (var user in Rooms.UsersIn(room))
            DeliverCopy(user, StreamEntry.LostIn(room, Now.Utc));
        foreach (var (node, keys) in Rooms.MovedFrom(room, only: null))
            RoomChannel.SendLost(node, room, keys);
    }

    private void TickRooms()
    {
        if (Now.Elapsed < _nextRoomTick)
            return;
        _nextRoomTick = Now.Elapsed + RoomTickInterval;
        Rooms.Tick(Now.Elapsed, _shorterBy);
        while (_frames.TryPeek(out var oldest) && oldest.Until <= Now.Elapsed && _frames.TryDequeue(out oldest))
            Account(-oldest.Bytes);
        PublishForAllThatLeft();
        foreach (var peer in Peers)
            if (Lives.Find(peer) is { IsLinked: true } life && !_context.Rooms.IsAwaited(peer)
                && LinkTo(peer) is { State: LinkState.Up, Unacknowledged: < MaxQueuedForPush })
                PushRoomsGivenUp(peer, life);
    }

    /// <summary>
    /// What was given up while the link was there, of all rooms in the order in which it was published, as far as the queue takes it.
    /// Called by the tick.
    /// </summary>
    private void PushRoomsGivenUp(NodeId peer, PeerLife life)
    {
        if (!life.Rooms.TryTakeGivenUp(out var after))
            return;
        var owed = new SortedList<ulong, ReadOnlyMemory<byte>>();
        Rooms.ForEach(room =>
        {
            foreach (var (number, payload) in OwedBy(room, peer, after))
                owed[number] = payload;
        });
        foreach (var (number, payload) in owed)
        {
            if (LinkTo(peer) is not { Unacknowledged: < MaxQueuedForPush + MaxPushed })
            {
                life.Rooms.GiveUp(number);
                return;
            }

            RoomChannel.Send(peer, payload, new PendingDelivery(0, 1), number);
        }
    }

    /// <summary>
    /// What the room owes the peer beyond a number, in order; before it, that something is lost, if its log has let go of some of that.
    /// </summary>
    private IEnumerable<(ulong Number, ReadOnlyMemory<byte> Payload)> OwedBy(Room room, NodeId peer, ulong after) =>
        room.Log is { } log && Interest.MayHave(peer, room.Key) ? OwedBy(log, room.Name, peer, after) : [];

    private static IEnumerable<(ulong Number, ReadOnlyMemory<byte> Payload)> OwedBy(RoomLog log, RoomName room, NodeId peer, ulong after) =>
        log.DroppedUpTo > after
            ? log.After(after, peer).Prepend((log.DroppedUpTo, RoomChannel.WriteLost(room)))
            : log.After(after, peer);

    /// <summary>Whether what is new may go to the peer now: after what is owed, if that can be known yet.</summary>
    private bool IsPaid(Room room, NodeId peer)
    {
        if (Lives.Find(peer) is not { } life)
            return false;
        if (room.AbsencePaid(peer) is var paid && paid == life.Rooms.Absence)
            return true;
        if (paid == 0 && life.Rooms.IsPaid) // it has only been there since
        {
            room.SetAbsencePaid(peer, life.Rooms.Absence);
            return true;
        }

        if (_context.Rooms.IsAwaited(peer))
            return false; // it goes with what is owed
        Pay(room, peer, life.Rooms);
        return true;
    }

    /// <summary>Logged for that server alone: where it cannot be reached it gets it later.</summary>
    private void SendLogged(Room room, NodeId peer, ReadOnlyMemory<byte> payload)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        LogOf(room).Add(number, Now.Elapsed, payload, peer);
        RoomChannel.Send(peer, payload, new PendingDelivery(0, 1), number);
    }

    private void Pay(Room room, NodeId peer, RoomDebt debt)
    {
        var (absence, after) = (debt.Absence, debt.After);
        if (room.AbsencePaid(peer) == absence || room.Log is null) // a room without a log owes nothing, and need not remember it
            return;
        room.SetAbsencePaid(peer, absence);
        foreach (var (number, payload) in OwedBy(room, peer, after))
            RoomChannel.Send(peer, payload, new PendingDelivery(0, 1), number);
    }

    /// <summary>A frame is in the logs of its receivers for the retention, or less.</summary>
    private void CountFrame(int bytes)
    {
        _frames.Enqueue((Now.Elapsed + Times.Retention, bytes));
        Account(bytes);
    }

    private RoomLog LogOf(Room room) => room.Log ??= new(this);
}
