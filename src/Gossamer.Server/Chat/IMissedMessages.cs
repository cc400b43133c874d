using Gossamer.Mesh;
using Gossamer.Server.Sessions;

namespace Gossamer.Server.Chat;

/// <summary>Finds what a client has missed that comes back by naming the last message that it saw.</summary>
internal interface IMissedMessages
{
    /// <summary>Sends the connection what came after that message, from whichever server knows, then ends the joining.</summary>
    void Send(IConnection connection, Joining joining, UserName user, MessageId since);
}
