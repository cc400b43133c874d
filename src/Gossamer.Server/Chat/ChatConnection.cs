using Gossamer.Server.Connections;

namespace Gossamer.Server.Chat;

/// <summary>What the chat keeps of one connection: whose events it handles.</summary>
/// <param name="session">The client's.</param>
/// <param name="server">Hears first what an old server may say.</param>
internal sealed class ChatConnection(ChatSession session, IServerConnection server)
{
    public ChatSession Session => session;

    public IServerConnection Server => server;

    public IConnection Connection => session.Connection;
}
