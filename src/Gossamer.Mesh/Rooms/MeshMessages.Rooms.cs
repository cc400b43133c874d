using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <content>
/// Messages to rooms. Each server that has members hands them copies, numbered by itself in each member's own stream: so a member's client
/// comes back to them as to everything else (ADR 24).
/// </content>
internal sealed partial class MeshMessages
{
    /// <summary>How often a message is passed on after a member that moves: from the server before the last one, at most.</summary>
    private const uint MaxMoves = 2;

    /// <summary>Which servers what is sent to rooms goes to.</summary>
    internal RoomInterest Interest { get; }

    internal RoomChannel RoomChannel { get; }

    /// <summary>
    /// Hands a message to the members here, and to the links of all servers that have members. A repetition that this server has answered,
    /// or is working on, gets the same outcome, unless a server did not confirm it.
    /// </summary>
    internal ValueTask<DeliveryOutcome> Publish(RoomMessage message, CancellationToken ct)
    {
        var entry = message.Entry();
        var pending = new PendingDelivery(0, 1); // this server; the others follow
        if (!TryAccept(message, entry, pending.Outcome, out var known))
            return OutcomeOf(known, ct);
        var targets = Send(message, Interlocked.Increment(ref _lastNumber), pending);
        var here = DeliverToMembers(message, entry, isSenderHere: false);
        PassOnToMoved(message, targets, moves: 1);
        pending.Delivered(here);
        return OutcomeOf(pending.Outcome, ct);
    }

    /// <summary>Hands it to its sender's own sessions in the room.</summary>
    /// <returns>False: it is a repetition, and has the outcome of the first time.</returns>
    private bool TryAccept(
        RoomMessage message, in StreamEntry entry, Task<DeliveryOutcome> outcome, [NotNullWhen(false)] out Task<DeliveryOutcome>? known)
    {
        known = null;
        using var entered = _streams.Enter(message.From);
        if (message.MayRepeat && entered.Stream.TryGetOutcome(entry.Key, out known))
            return false;
        DeliverCopy(entered.Stream, entry with { IsSent = true });
        entered.Stream.SetOutcome(entry.Key, outcome);
        return true;
    }

    /// <summary>Takes a message that another server publishes. It goes no further, but to where a member has just moved.</summary>
    /// <returns>The members' sessions that have it or get it, its sender's not counted.</returns>
    internal int Receive(RoomMessage message)
    {
        var entry = message.Entry();
        var delivered = DeliverToMembers(message, entry, isSenderHere: true);
        PassOnToMoved(message, [], moves: 1);
        return _isHandingOff ? 0 : delivered;
    }

    /// <summary>Takes what was sent to a room when some of its members were on their way here, by the keys of their sessions.</summary>
    /// <returns>1: it was taken.</returns>
    internal int ReceiveMoved(RoomMessage message, IReadOnlySet<SessionKey> keys, uint moves)
    {
        var entry = message.Entry();
        foreach (var user in UsersOf(keys))
            DeliverCopy(user, user == message.From ? entry with { IsSent = true } : entry);
        if (moves < MaxMoves)
            PassOnToMoved(message, [], moves + 1, keys);
        return 1;
    }

    /// <summary>All sessions here leave the room.</summary>
    internal void CloseRoom(RoomName room)
    {
        foreach (var user in Rooms.UsersIn(room))
        {
            using var entered = _streams.Enter(user);
            foreach (var session in entered.Stream.Sessions)
                session.LeaveRoom(room);
        }
    }

    public void JoinRoom(RoomName room, Session session) => Rooms.Join(room, session);

    public void MoveMember(RoomName room, MovedMember moved) => Rooms.Move(room, moved);

    public void LeaveRoom(RoomName room, Session session, MovedMember? moved) => Rooms.Leave(room, session, moved);

    private static ValueTask<DeliveryOutcome> OutcomeOf(Task<DeliveryOutcome> outcome, CancellationToken ct)
    {
        if (outcome.IsCompletedSuccessfully)
            return new(outcome.Result);
        return new(ct.CanBeCanceled ? outcome.WaitAsync(ct) : outcome);
    }

    /// <summary>Whose the sessions of these keys here are, each once.</summary>
    private IEnumerable<UserName> UsersOf(IEnumerable<SessionKey> keys) =>
        keys.SelectMany(key => _sessions.Find(key)).Select(static session => session.Stream.User).Distinct();

    /// <param name="message">The message.</param>
    /// <param name="entry">As streams have it.</param>
    /// <param name="isSenderHere">The sender's own sessions here, which do not count, have not been handed it yet.</param>
    private int DeliverToMembers(RoomMessage message, in StreamEntry entry, bool isSenderHere)
    {
        CountFrame(entry.Frame.Length);
        var delivered = 0;
        foreach (var user in Rooms.UsersIn(message.Room))
        {
            if (user != message.From)
                delivered += DeliverCopy(user, entry);
            else if (isSenderHere)
                DeliverCopy(user, entry with { IsSent = true });
        }

        return delivered;
    }

    private int DeliverCopy(UserName user, in StreamEntry entry)
    {
        using var entered = _streams.Enter(user);
        return DeliverCopy(entered.Stream, entry);
    }

    /// <summary>Numbered under the user's lock: what the user gets of this server's copies rises.</summary>
    private int DeliverCopy(UserStream stream, StreamEntry entry)
    {
        entry = entry with { Origin = Self.Copies, Number = Interlocked.Increment(ref _lastCopy) };
        Log(stream, entry, isLogged: false);
        return stream.Deliver(entry);
    }

    /// <summary>To the servers that members have just moved to, unless they get it anyhow.</summary>
    private void PassOnToMoved(RoomMessage message, IReadOnlyList<NodeId> told, uint moves, IReadOnlySet<SessionKey>? only = null)
    {
        foreach (var (node, keys) in Rooms.MovedFrom(message.Room, only))
            if (!told.Contains(node))
                PassOn(message, node, keys, moves);
    }

    private void PassOn(RoomMessage message, NodeId node, IReadOnlyList<SessionKey> keys, uint moves)
    {
        using var entered = Rooms.Enter(message.Room);
        if (!entered.Of.PassedOn(node).TryAdd(MessageKey.Of(message.From, message.Id)) && moves == 1)
            return;
        SendLogged(entered.Of, node, RoomChannel.Write(message, keys, moves));
    }
}
