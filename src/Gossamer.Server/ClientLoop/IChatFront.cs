using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.ClientLoop;

/// <summary>The user's side of a client. Called by one thread at a time, in order; what takes its time holds up the client.</summary>
internal interface IChatFront
{
    /// <summary>The state has changed.</summary>
    void Show(ChatState state);

    /// <summary>A message of another client has come.</summary>
    void Arrived(ConversationId with, ChatMessage message);

    /// <summary>The outcome of one's own message is known.</summary>
    void Settled(MessageId id, Receipt receipt);
}
