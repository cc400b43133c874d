namespace Gossamer.Server.Conversations;

/// <summary>With whom a conversation is.</summary>
internal enum ConversationKind
{
    /// <summary>With everybody in a room.</summary>
    Room,

    /// <summary>With one user.</summary>
    Person,
}
