using Gossamer.Server.Connections;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Begins the chat's session of each socket; it ends with the socket's connection.</summary>
internal sealed class ChatSessions(
    IChatMesh mesh, SessionStarter starter, PresenceModes presence, WatchPublisher watches, ChatOptions options,
    TimeProvider time, ILogger<ChatSession> logger)
{
    public ChatSession Begin(Socket socket)
    {
        var session = new ChatSession(new SocketConnection(socket), mesh, starter, presence, options, time, logger);
        if (socket.Data is RecoveredSession recovered)
            session.Continue(recovered, watches);
        else
            logger.Connected(socket.Id);
        socket.Data = session;
        return session;
    }
}
