namespace Gossamer.Server.Conversations;

/// <summary>What the server tells.</summary>
internal static partial class ChatMachine
{
    private static Transition Told(ChatState state, ChatInput input, DateTimeOffset now) => input switch
    {
        ChatInput.Received received => Received(At(state, received.Offset), received),
        ChatInput.Acknowledged answer => Acknowledged(state, answer, now),
        ChatInput.Resumed { Offset: var offset, IsComplete: var isComplete } => isComplete
            ? At(state, offset)
            : At(state, offset) with { Notice = "Something that you missed is gone" },
        ChatInput.Listed { Users: var users } => state with { Online = state.Online.Clear().Union(users) },
        ChatInput.PresenceChanged change => state with { Online = state.Online.Except(change.Left).Union(change.Joined) },
        ChatInput.RoomJoined { Room: var room, Refusal: null } => Joined(state, ConversationId.Room(room), now),
        ChatInput.RoomJoined { Room: var room, Refusal: { } refusal } => NotJoined(state, ConversationId.Room(room), refusal.Message),
        ChatInput.PutOut { Room: var room, Code: var code } => NotJoined(state, ConversationId.Room(room), $"the server says {code}"),
        ChatInput.MembersListed { Room: var room, Members: var members } => Book.Change(
            state, ConversationId.Room(room), known => known with { Members = known.Members.Clear().Union(members) }),
        ChatInput.MembersChanged change => Book.Change(state, ConversationId.Room(change.Room), known => known with
        {
            Members = known.Members.Except(change.Left).Union(change.Joined),
        }),
        ChatInput.Rejected { Refusal: var refusal } => state with { Notice = refusal.Message },
        ChatInput.Expiring { In: var time } => Transition.FromChatState(
            state with { Notice = $"The token expires in {time.TotalSeconds:0} s" }).Then(new ChatEffect.Authenticate()),
        _ => state,
    };

    private static Transition Received(ChatState state, ChatInput.Received received)
    {
        var (with, message) = (received.With, received.Message);
        if (state.Conversations.GetValueOrDefault(with) is { } known && known.IndexOf(message.Id) is >= 0 and var index)
            return Book.Change(state, with, conversation => conversation with // one's own, which comes back, or a repetition
            {
                Messages = conversation.Messages.SetItem(index, conversation.Messages[index] with { At = message.At }),
            });
        if (with.IsRoom && !state.Conversations.ContainsKey(with))
            return state; // left meanwhile
        state = Book.Add(state, with, message);
        return message.From == state.User
            ? state // from another device of this user's
            : Transition.FromChatState(Book.MarkUnread(state, with)).Then(new ChatEffect.Arrived(with, message));
    }

    private static ChatState At(ChatState state, string? offset) =>
        offset is null ? state : state with { Ticket = state.Ticket with { Offset = offset } };
}
