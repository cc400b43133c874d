using Gossamer.Server.Legacy;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Ties Socket.IO's events to the chat: a session for each connection of the default namespace.</summary>
internal sealed class ChatProtocol(
    ChatSessions sessions, Watching watching, InstantMessages messages, LegacyServerConnections legacyServers, SessionCopies copies,
    ILogger<ChatSession> logger)
{
    public void Attach(SocketIOServer server) => server.OnConnection(Accept);

    private ValueTask Accept(Socket socket)
    {
        var session = sessions.Of(socket);
        var connection = session.Connection;
        var legacyServer = legacyServers.Open(socket.Handshake.RemoteAddress);
        socket.On("update_peer", message =>
        {
            var arguments = message.ReadArguments();
            legacyServer.OnUpdatePeer(ref arguments);
            return ValueTask.CompletedTask;
        });
        socket.On("identify", message =>
        {
            var arguments = message.ReadArguments();
            session.Identify(ref arguments, ReplyTo(message, connection, "identify"));
            return ValueTask.CompletedTask;
        });
        socket.On("im", message =>
        {
            var arguments = message.ReadArguments();
            if (!legacyServer.TryTake(ref arguments))
                messages.Take(session, ref arguments, ReplyTo(message, connection, "im"));
            return ValueTask.CompletedTask;
        });
        socket.On("watch", message =>
        {
            var arguments = message.ReadArguments();
            watching.Watch(connection, ref arguments, ReplyTo(message, connection, "watch"));
            return ValueTask.CompletedTask;
        });
        socket.On("unwatch", message =>
        {
            var arguments = message.ReadArguments();
            watching.Unwatch(connection, ref arguments, ReplyTo(message, connection, "unwatch"));
            return ValueTask.CompletedTask;
        });
        socket.OnDisconnect(reason =>
        {
            legacyServer.End();
            session.LostBy = reason.ToString();
            if (socket.IsAwaitingReconnect)
                logger.Away(socket.Id, reason.ToString());
        });
        if (socket.Recovered)
        {
            session.Return();
            copies.Ask(socket);
        }
        else
            logger.Connected(socket.Id);
        return ValueTask.CompletedTask;
    }

    private static Reply ReplyTo(EventMessage message, IConnection connection, string eventName) =>
        new(connection, eventName, message.WantsAck ? new SocketAcknowledgement(message.Ack) : null);
}
