using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Ties Socket.IO's events to the chat: a session for each connection of the default namespace.</summary>
internal sealed class ChatProtocol(
    ChatSessions sessions, Authentication authentication, Watching watching, InstantMessages messages, IServerConnections servers)
{
    public void Attach(SocketIOServer server)
    {
        server.Use(authentication.AdmitAsync);
        server.OnConnection(Accept);
    }

    private ValueTask Accept(Socket socket)
    {
        var session = sessions.Begin(socket);
        var connection = session.Connection;
        var server = servers.Open(socket.Handshake.RemoteAddress);
        socket.On("update_peer", message =>
        {
            var arguments = message.ReadArguments();
            server.OnUpdatePeer(ref arguments);
            return ValueTask.CompletedTask;
        });
        socket.On("identify", message =>
        {
            var arguments = message.ReadArguments();
            return session.IdentifyAsync(ref arguments, ReplyTo(message, connection, "identify"));
        });
        socket.On("authenticate", message =>
        {
            var arguments = message.ReadArguments();
            return RenewAsync(session, Authentication.ReadToken(ref arguments), ReplyTo(message, connection, "authenticate"));
        });
        socket.On("im", message =>
        {
            var arguments = message.ReadArguments();
            if (!server.TryTake(ref arguments))
                messages.Take(session, ref arguments, ReplyTo(message, connection, "im"));
            return ValueTask.CompletedTask;
        });
        socket.On("watch", message =>
        {
            var arguments = message.ReadArguments();
            watching.Watch(session, ref arguments, ReplyTo(message, connection, "watch"));
            return ValueTask.CompletedTask;
        });
        socket.On("unwatch", message =>
        {
            var arguments = message.ReadArguments();
            watching.Unwatch(session, ref arguments, ReplyTo(message, connection, "unwatch"));
            return ValueTask.CompletedTask;
        });
        socket.OnDisconnect(reason =>
        {
            server.End();
            sessions.End(session, reason.ToString(), reason.IsRecoverable);
        });
        return ValueTask.CompletedTask;
    }

    private async ValueTask RenewAsync(ChatSession session, string? token, Reply reply)
    {
        await authentication.RenewAsync(session, token, reply);
        sessions.EndIfRevoked(session);
    }

    private static Reply ReplyTo(EventMessage message, IConnection connection, string eventName) =>
        new(connection, eventName, message.WantsAck ? new SocketAcknowledgement(message.Ack) : null);
}
