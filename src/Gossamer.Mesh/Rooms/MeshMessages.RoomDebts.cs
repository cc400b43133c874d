namespace Gossamer.Mesh;

/// <content>
/// What is published in rooms while a server cannot be reached goes there once its rooms are known again: a room's log first, then what is
/// new, so that each server gets what this one publishes in a room in order.
/// </content>
internal sealed partial class MeshMessages
{
    private const long RoomTickInterval = 1_000; // ms: it looks at all rooms

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
        Log(room, number, payload);
        pending.Await(targets.Count);
        foreach (var node in targets)
            RoomChannel.Send(node, payload, pending, number);
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
        if (Rooms.ForgottenUpTo > life.Rooms.After)
            RoomChannel.SendLost(peer, room: null);
        Rooms.ForEach(room => Pay(room, peer, life.Rooms));
        life.Rooms.OnPaid();
    }

    /// <summary>Of what another server published in these rooms some is gone: in its place each member's stream has a mark of it.</summary>
    internal void OnLost(IEnumerable<RoomName> rooms)
    {
        foreach (var room in rooms)
            foreach (var user in Rooms.UsersIn(room))
                DeliverCopy(user, StreamEntry.LostIn(room, Now.Utc));
    }

    private void TickRooms()
    {
        if (Now.Elapsed < _nextRoomTick)
            return;
        _nextRoomTick = Now.Elapsed + RoomTickInterval;
        Rooms.Tick(Now.Elapsed, Account);
        foreach (var peer in Peers)
            if (Lives.Find(peer) is { IsLinked: true } life && !_context.Rooms.IsAwaited(peer)
                && _links[peer] is { State: LinkState.Up, Unacknowledged: < MaxQueuedForPush })
                PushRoomsGivenUp(peer, life);
    }

    /// <summary>What was given up while the link was there. Called by the tick.</summary>
    private void PushRoomsGivenUp(NodeId peer, PeerLife life)
    {
        if (!life.Rooms.TryTakeGivenUp(out var after))
            return;
        if (Rooms.ForgottenUpTo > after)
            RoomChannel.SendLost(peer, room: null);
        Rooms.ForEach(room => Push(room, peer, after));
    }

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

    private void Pay(Room room, NodeId peer, RoomDebt debt)
    {
        var (absence, after) = (debt.Absence, debt.After);
        if (room.AbsencePaid(peer) == absence)
            return;
        room.SetAbsencePaid(peer, absence);
        Push(room, peer, after);
    }

    private void Push(Room room, NodeId peer, ulong after)
    {
        if (room.Log is not { } log || !Interest.MayHave(peer, room.Key))
            return;
        if (log.DroppedUpTo > after)
            RoomChannel.SendLost(peer, room.Name);
        foreach (var (number, payload) in log.After(after))
            RoomChannel.Send(peer, payload, new PendingDelivery(0, 1), number);
    }

    private void Log(Room room, ulong number, ReadOnlyMemory<byte> payload)
    {
        var log = room.Log ??= new(Options, Times.Retention);
        var before = log.Bytes;
        log.Add(number, Now.Elapsed, payload);
        Account(log.Bytes - before);
    }
}
