namespace Gossamer.Server.Conversations;

/// <summary>Which conversations there are, and the rooms that the client is in.</summary>
internal static partial class ChatMachine
{
    private static Transition Select(ChatState state, ConversationId id) =>
        Book.Change(Book.Begin(state with { Selected = id }, id), id, static conversation => conversation with { Unread = 0 });

    private static Transition Join(ChatState state, string room)
    {
        var next = Select(state, ConversationId.Room(room));
        return state.Phase == ChatPhase.Ready ? next.Then(new ChatEffect.JoinRoom(room)) : next;
    }

    private static Transition Joined(ChatState state, ConversationId room, DateTimeOffset now)
    {
        if (!state.Conversations.ContainsKey(room))
            return Transition.FromChatState(state).Then(new ChatEffect.LeaveRoom(room.Name)); // the user has left meanwhile
        return Transition.FromChatState(Book.Change(state, room, static conversation => conversation with { IsJoined = true }))
            .Then(new ChatEffect.AskMembers(room.Name))
            .Then(next => Flush(next, now));
    }

    /// <summary>What waits for the room is refused with it; what was said there stays to be read.</summary>
    private static Transition NotJoined(ChatState state, ConversationId room, string why)
    {
        var next = Transition.FromChatState(Book.Change(
            state with { Notice = $"{room}: {why}" }, room, static conversation => conversation with { IsJoined = false }));
        foreach (var message in state.Outgoing.Where(message => message.To == room && message.Sent is null))
            next = next.Then(now => Settle(now, message, new Receipt(Outcome.Refused, Problem: why)));
        return next;
    }

    private static Transition Leave(ChatState state, ConversationId? named)
    {
        if ((named ?? state.Selected) is not { } id || !state.Conversations.TryGetValue(id, out var left))
            return state with { Notice = "There is nothing to leave" };
        var next = Transition.FromChatState(state with
        {
            Conversations = state.Conversations.Remove(id),
            Selected = state.Selected == id ? null : state.Selected,
        });
        foreach (var message in state.Outgoing.Where(message => message.To == id && message.Sent is null))
            next = next.Then(now => Settle(now, message, Unanswered(message)));
        return left.IsJoined ? next.Then(new ChatEffect.LeaveRoom(id.Name)) : next;
    }
}
