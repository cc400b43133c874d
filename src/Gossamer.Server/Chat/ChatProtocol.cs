using System.Text.Json;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Ties Socket.IO's events to the chat: a session for each connection of the default namespace.</summary>
internal sealed class ChatProtocol(
    ChatSessions sessions, Authentication authentication, Watching watching, RoomMembership rooms, InstantMessages messages, Files files,
    IServerConnections servers, TooFast tooFast, LimitMetrics metrics, TimeProvider time)
{
    private delegate ValueTask EventHandler(ref Utf8JsonReader arguments, Reply reply);

    public void Attach(SocketIOServer server)
    {
        server.Use(authentication.AdmitAsync);
        server.OnConnection(Accept);
    }

    private ValueTask Accept(Socket socket)
    {
        var session = sessions.Begin(socket);
        var server = servers.Open(socket.Handshake.RemoteAddress);
        socket.On("update_peer", (EventMessage _, ref Utf8JsonReader arguments) =>
        {
            server.OnUpdatePeer(ref arguments);
            return ValueTask.CompletedTask;
        });
        OnLimited(socket, session, "identify", EventKind.Identify, session.IdentifyAsync);
        socket.On("authenticate", (EventMessage message, ref Utf8JsonReader arguments) =>
            RenewAsync(session, Authentication.ReadToken(ref arguments), ReplyTo(message, session.Connection, "authenticate")));
        OnLimited(socket, session, "watch", EventKind.Watch, (ref arguments, reply) =>
        {
            watching.Watch(session, ref arguments, reply);
            return ValueTask.CompletedTask;
        });
        OnLimited(socket, session, "unwatch", EventKind.Watch, (ref arguments, reply) =>
        {
            watching.Unwatch(session, ref arguments, reply);
            return ValueTask.CompletedTask;
        });
        OnLimited(socket, session, "join", EventKind.Watch, (ref arguments, reply) => rooms.JoinAsync(session, ref arguments, reply));
        OnLimited(socket, session, "leave", EventKind.Watch, (ref arguments, reply) =>
        {
            rooms.Leave(session, ref arguments, reply);
            return ValueTask.CompletedTask;
        });
        OnLimited(socket, session, "members", EventKind.Watch, (ref arguments, reply) =>
        {
            rooms.Members(session, ref arguments, reply);
            return ValueTask.CompletedTask;
        });
        socket.On("im", (EventMessage message, ref Utf8JsonReader arguments) => OnMessage(session, server, message, ref arguments));
        socket.On("file", (EventMessage message, ref Utf8JsonReader arguments) => files.Take(
            session, ref arguments, message.Attachments, ReplyTo(message, session.Connection, "file"), time.GetUtcNow()));
        socket.OnDisconnect(reason =>
        {
            server.End();
            sessions.End(session, reason.ToString(), reason.IsRecoverable);
        });
        return ValueTask.CompletedTask;
    }

    private void OnLimited(Socket socket, ChatSession session, string eventName, EventKind kind, EventHandler handler) =>
        socket.On(eventName, (EventMessage message, ref Utf8JsonReader arguments) =>
        {
            var reply = ReplyTo(message, session.Connection, eventName);
            if (!session.Rates.TryTake(kind, message.Payload.Length, time.GetUtcNow(), out var excess))
                return tooFast.RefuseAsync(session, excess, eventName, reply);
            return handler(ref arguments, reply);
        });

    private ValueTask OnMessage(ChatSession session, IServerConnection server, EventMessage message, ref Utf8JsonReader arguments)
    {
        if (server.TryTake(ref arguments))
            return ValueTask.CompletedTask;
        var reply = ReplyTo(message, session.Connection, "im");
        var now = time.GetUtcNow();
        if (!session.Rates.TryTake(EventKind.Message, 0, now, out var excess))
            return tooFast.RefuseAsync(session, excess, "im", reply, TooFast.IdOf(ref arguments));
        return messages.Take(session, ref arguments, reply, now);
    }

    private async ValueTask RenewAsync(ChatSession session, string? token, Reply reply)
    {
        await authentication.RenewAsync(session, token, reply);
        sessions.EndIfRevoked(session);
    }

    private Reply ReplyTo(EventMessage message, IConnection connection, string eventName) =>
        new(connection, eventName, message.WantsAck ? new SocketAcknowledgement(message.Ack) : null, metrics);
}
