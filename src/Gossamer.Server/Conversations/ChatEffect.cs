using Gossamer.Mesh;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.Conversations;

/// <summary>What a chat client does.</summary>
internal abstract record ChatEffect
{
    /// <summary>Connect, after a pause.</summary>
    internal sealed record Dial(Uri Server, TimeSpan Pause, ReturnTicket Ticket) : ChatEffect;

    /// <summary>Break the connection, without a word: the session stays, and moves.</summary>
    internal sealed record Drop : ChatEffect;

    /// <summary>Say goodbye, so that the user leaves everybody's list at once.</summary>
    internal sealed record Goodbye : ChatEffect;

    internal sealed record Identify(string User) : ChatEffect;

    /// <summary>A new token before the old one expires, if there is one.</summary>
    internal sealed record Authenticate : ChatEffect;

    internal sealed record Send(OutgoingMessage Message, string From) : ChatEffect;

    internal sealed record JoinRoom(string Room) : ChatEffect;

    internal sealed record LeaveRoom(string Room) : ChatEffect;

    internal sealed record AskMembers(string Room) : ChatEffect;

    /// <summary>Tell the user's side that a message of another client has come, once each.</summary>
    internal sealed record Arrived(ConversationId With, ChatMessage Message) : ChatEffect;

    /// <summary>Tell it that the outcome of a message is known, once each.</summary>
    internal sealed record Settled(MessageId Id, Receipt Receipt) : ChatEffect;
}
