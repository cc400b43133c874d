using System.Collections.Immutable;
using Gossamer.Mesh;

namespace Gossamer.Server.Conversations;

/// <summary>What was said with a person or in a room, as far as this client keeps it.</summary>
internal sealed record Conversation(ConversationId Id)
{
    public ImmutableList<ChatMessage> Messages { get; init; } = [];

    /// <summary>Messages of others since it was last looked at.</summary>
    public int Unread { get; init; }

    /// <summary>Of a room: the server has confirmed that this connection is in it.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Of a room: who is in it.</summary>
    public ImmutableSortedSet<string> Members { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Grows with each message of any conversation: the one that has been silent for longest is forgotten first.</summary>
    public long LastTouched { get; init; }

    /// <summary>Newest last; most repetitions are of late messages.</summary>
    public int IndexOf(MessageId id) => Messages.FindLastIndex(message => message.Id == id);
}
