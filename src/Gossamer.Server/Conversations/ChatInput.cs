using Gossamer.Mesh;

namespace Gossamer.Server.Conversations;

/// <summary>What happens to a chat client: by its user, by the clock, by the connection, by the server.</summary>
internal abstract record ChatInput
{
    /// <summary>The beginning.</summary>
    internal sealed record Start : ChatInput;

    /// <summary>Time has passed; comes again and again.</summary>
    internal sealed record Tick : ChatInput;

    /// <summary>The user writes a message; to nobody by name: to the conversation that is selected when its turn comes.</summary>
    internal sealed record Say(ConversationId? To, string Text, MessageId Id) : ChatInput;

    /// <summary>The user looks at a conversation; it begins if there is none.</summary>
    internal sealed record Select(ConversationId Id) : ChatInput;

    /// <summary>The user joins a room.</summary>
    internal sealed record Join(string Room) : ChatInput;

    /// <summary>The user leaves a room, or closes the thread with a person; without a name the one that is selected.</summary>
    internal sealed record Leave(ConversationId? Id = null) : ChatInput;

    /// <summary>The user ends it.</summary>
    internal sealed record Close : ChatInput;

    /// <summary>The server has answered CONNECT. The session: null when it cannot be come back to.</summary>
    internal sealed record Connected(string? SessionId) : ChatInput;

    /// <summary>The server refuses the client as it is.</summary>
    internal sealed record Refused(string Code, string Message) : ChatInput;

    /// <summary>There is no connection, or no longer.</summary>
    internal sealed record Lost(string Reason) : ChatInput;

    /// <summary>The server ends it with a DISCONNECT, and wants no return.</summary>
    internal sealed record Dismissed : ChatInput;

    /// <summary>The answer to <c>identify</c>.</summary>
    internal sealed record Identified(Refusal? Refusal) : ChatInput;

    /// <summary><c>identified</c>: whether nothing is gone of what the client missed.</summary>
    internal sealed record Resumed(bool IsComplete, string? Offset) : ChatInput;

    /// <summary><c>update_client</c>.</summary>
    internal sealed record Listed(IReadOnlyCollection<string> Users) : ChatInput;

    /// <summary><c>presence</c>.</summary>
    internal sealed record PresenceChanged(IReadOnlyCollection<string> Joined, IReadOnlyCollection<string> Left) : ChatInput;

    /// <summary><c>im</c>. With whom: the room, or the other one of its two users.</summary>
    internal sealed record Received(ConversationId With, ChatMessage Message, string? Offset) : ChatInput;

    /// <summary>The answer to <c>im</c>; a refusal may stand beside a delivery.</summary>
    internal sealed record Acknowledged(MessageId Id, long? Delivered, long Servers, Refusal? Refusal) : ChatInput;

    /// <summary>The answer to <c>join</c>.</summary>
    internal sealed record RoomJoined(string Room, Refusal? Refusal) : ChatInput;

    /// <summary><c>members</c> with a list.</summary>
    internal sealed record MembersListed(string Room, IReadOnlyCollection<string> Members) : ChatInput;

    /// <summary><c>members</c> with changes.</summary>
    internal sealed record MembersChanged(
        string Room, IReadOnlyCollection<string> Joined, IReadOnlyCollection<string> Left) : ChatInput;

    /// <summary><c>left</c>: the server took the client out of a room.</summary>
    internal sealed record PutOut(string Room, string Code) : ChatInput;

    /// <summary><c>rejected</c>, and refusals that nothing depends on.</summary>
    internal sealed record Rejected(Refusal Refusal) : ChatInput;

    /// <summary><c>expires</c>.</summary>
    internal sealed record Expiring(TimeSpan In) : ChatInput;
}
