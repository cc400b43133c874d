using Gossamer.Mesh;

namespace Gossamer.Server.Conversations;

/// <summary>The conversations of a state, within its limits.</summary>
internal static class Book
{
    public static ChatState Change(ChatState state, ConversationId id, Func<Conversation, Conversation> change) =>
        state.Conversations.TryGetValue(id, out var conversation)
            ? state with { Conversations = state.Conversations.SetItem(id, change(conversation)) }
            : state;

    /// <summary>Makes the conversation if there is none; forgets another one for it if there are too many.</summary>
    public static ChatState Begin(ChatState state, ConversationId id)
    {
        if (state.Conversations.ContainsKey(id))
            return state;
        if (state.Conversations.Count >= state.Limits.Conversations && LeastMissed(state) is { } forgotten)
            state = state with { Conversations = state.Conversations.Remove(forgotten.Id) };
        var touches = state.Touches + 1;
        return state with
        {
            Touches = touches,
            Conversations = state.Conversations.Add(id, new Conversation(id) { LastTouched = touches }),
        };
    }

    /// <summary>Adds a message at the end, in the place of the oldest if there are too many.</summary>
    public static ChatState Add(ChatState state, ConversationId id, ChatMessage message)
    {
        state = Begin(state, id);
        var touches = state.Touches + 1;
        return Change(state with { Touches = touches }, id, conversation => conversation with
        {
            LastTouched = touches,
            Messages = (conversation.Messages.Count >= state.Limits.Messages ? conversation.Messages.RemoveAt(0) : conversation.Messages)
                .Add(message),
        });
    }

    public static ChatState MarkUnread(ChatState state, ConversationId id) => state.Selected == id
        ? state
        : Change(state, id, static conversation => conversation with { Unread = conversation.Unread + 1 });

    public static ChatState Settle(ChatState state, ConversationId id, MessageId message, Receipt receipt) => Change(
        state, id, conversation => conversation.IndexOf(message) is >= 0 and var index
            ? conversation with
            {
                Messages = conversation.Messages.SetItem(index, conversation.Messages[index] with { Receipt = receipt }),
            }
            : conversation);

    /// <summary>Of threads with people: one that was read, if there is any; of those the one that has been silent for longest.</summary>
    private static Conversation? LeastMissed(ChatState state) => state.Conversations.Values
        .Where(conversation => !conversation.Id.IsRoom && conversation.Id != state.Selected)
        .MinBy(static conversation => (conversation.Unread > 0, conversation.LastTouched));
}
