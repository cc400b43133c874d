using System.Diagnostics;
using System.Text.Json;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>
/// Ties Socket.IO's events to the chat: a session for each connection of the default namespace. The handlers are the same for all
/// connections, and each connection has one that leads to them: what is idle costs little.
/// </summary>
internal sealed class ChatProtocol
{
    private delegate ValueTask LimitedHandler(ChatSession session, ref Utf8JsonReader arguments, Reply reply);

    private delegate void LimitedAction(ChatSession session, ref Utf8JsonReader arguments, Reply reply);

    private readonly ChatSessions _sessions;
    private readonly Authentication _authentication;
    private readonly InstantMessages _messages;
    private readonly IServerConnections _servers;
    private readonly TooFast _tooFast;
    private readonly LimitMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ChatEvent[] _events; // the most frequent first

    public ChatProtocol(
        ChatSessions sessions, Authentication authentication, Watching watching, RoomMembership rooms, InstantMessages messages,
        Files files, IServerConnections servers, TooFast tooFast, LimitMetrics metrics, TimeProvider time)
    {
        (_sessions, _authentication, _messages, _servers) = (sessions, authentication, messages, servers);
        (_tooFast, _metrics, _time) = (tooFast, metrics, time);
        _events =
        [
            new("im", OnMessage),
            new("update_peer", static (client, _, ref arguments) =>
            {
                client.Server.OnUpdatePeer(ref arguments);
                return ValueTask.CompletedTask;
            }),
            Limited("identify", EventKind.Identify, static (session, ref arguments, reply) => session.IdentifyAsync(ref arguments, reply)),
            new("authenticate", (client, message, ref arguments) =>
                RenewAsync(client.Session, Authentication.ReadToken(ref arguments), ReplyTo(message, client, "authenticate"))),
            Limited("watch", EventKind.Watch, watching.Watch),
            Limited("unwatch", EventKind.Watch, watching.Unwatch),
            Limited("join", EventKind.Watch, rooms.JoinAsync),
            Limited("leave", EventKind.Watch, rooms.Leave),
            Limited("members", EventKind.Watch, rooms.Members),
            new("file", (client, message, ref arguments) => files.Take(
                client.Session, ref arguments, message.Attachments, ReplyTo(message, client, "file"), time.GetUtcNow())),
        ];
    }

    public void Attach(SocketIOServer server)
    {
        server.Use(_authentication.AdmitAsync);
        server.OnConnection(Accept);
    }

    private ValueTask Accept(Socket socket)
    {
        var client = new ChatConnection(_sessions.Begin(socket), _servers.Open(socket.Handshake.RemoteAddress));
        socket.OnAny((EventMessage message, ref Utf8JsonReader arguments) => HandleAsync(client, message, ref arguments));
        socket.OnDisconnect(reason =>
        {
            client.Server.End();
            _sessions.End(client.Session, reason.ToString(), reason.IsRecoverable);
        });
        return ValueTask.CompletedTask;
    }

    private ValueTask HandleAsync(ChatConnection client, EventMessage message, ref Utf8JsonReader arguments)
    {
        foreach (var known in _events)
            if (known.Is(ref arguments))
                return known.HandleAsync(client, message, ref arguments);
        KeepFromTraces();
        return ValueTask.CompletedTask; // as Socket.IO does with events that nobody handles
    }

    /// <summary>The event's name is the client's choice, and would be the activity's.</summary>
    private static void KeepFromTraces()
    {
        if (Activity.Current is { OperationName: "Gossamer.SocketIO.Event" } activity)
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private ChatEvent Limited(string name, EventKind kind, LimitedAction handler) =>
        Limited(name, kind, (session, ref arguments, reply) =>
        {
            handler(session, ref arguments, reply);
            return ValueTask.CompletedTask;
        });

    private ChatEvent Limited(string name, EventKind kind, LimitedHandler handler) => new(name, (client, message, ref arguments) =>
    {
        var reply = ReplyTo(message, client, name);
        if (!client.Session.Rates.TryTake(kind, message.Payload.Length, _time.GetUtcNow(), out var excess))
            return _tooFast.RefuseAsync(client.Session, excess, name, reply);
        return handler(client.Session, ref arguments, reply);
    });

    private ValueTask OnMessage(ChatConnection client, EventMessage message, ref Utf8JsonReader arguments)
    {
        if (client.Server.TryTake(ref arguments))
            return ValueTask.CompletedTask;
        var reply = ReplyTo(message, client, "im");
        var now = _time.GetUtcNow();
        if (!client.Session.Rates.TryTake(EventKind.Message, 0, now, out var excess))
            return _tooFast.RefuseAsync(client.Session, excess, "im", reply, TooFast.IdOf(ref arguments));
        return _messages.Take(client.Session, ref arguments, reply, now);
    }

    private async ValueTask RenewAsync(ChatSession session, string? token, Reply reply)
    {
        await _authentication.RenewAsync(session, token, reply);
        _sessions.EndIfRevoked(session);
    }

    private Reply ReplyTo(EventMessage message, ChatConnection client, string eventName) =>
        new(client.Connection, eventName, message.WantsAck ? new SocketAcknowledgement(message.Ack) : null, _metrics);
}
