using Gossamer.Server.Presence;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>The chat's session of each socket: it lives as long as the socket, through all of its connections.</summary>
internal sealed class ChatSessions(
    ConnectionRegistry users, IChatMesh mesh, PresenceModes presence, IMissedMessages missed, ChatOptions options, TimeProvider time,
        ILogger<ChatSession> logger)
{
    public ChatSession Of(Socket socket)
    {
        if (socket.Data is ChatSession known)
            return known;
        var session = new ChatSession(new SocketConnection(socket, Remembered(), time), users, mesh, presence, missed, options, time,
            logger);
        socket.Data = session;
        socket.OnExpired(() => session.End(session.LostBy));
        return session;
    }

    private RecentKeys Remembered() => new(time, options.RepeatWindow, options.MaxRememberedPerConnection);
}
