using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Begins the chat's session of each socket; it ends with the socket's connection.</summary>
internal sealed class ChatSessions(
    EventLimits limits, IChatMesh mesh, SessionStarter starter, PresenceModes presence, WatchPublisher watches, ConnectionLimit limit,
    ConnectionShares shares, ChatOptions options, TimeProvider time, ILogger<ChatSession> logger)
{
    public ChatSession Begin(Socket socket)
    {
        var connection = new SocketConnection(socket);
        var session = new ChatSession(
            connection, limits.Begin(connection.Address), mesh, starter, presence, limit, shares, options, time, logger);
        if (socket.Data is RecoveredSession recovered)
            session.Continue(recovered, watches);
        else
            logger.Connected(connection.Id);
        socket.Data = session;
        return session;
    }
}
