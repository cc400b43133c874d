using Gossamer.SocketIO;

namespace PrivateMessages;

/// <summary>
/// Lets users in and carries their messages. Each step changes what is known and tells it under one lock, so that all tabs are told the
/// same in the same order. Nothing is awaited there: an emit is in its receivers' outboxes when it returns.
/// </summary>
internal sealed class Messenger(SocketIOServer io, SessionTable sessions, TimeProvider time)
{
    private const int MaxUsername = 32; // UTF-16 units
    private const int MaxText = 2_000; // UTF-16 units
    private readonly Lock _gate = new();

    /// <summary>Who comes with a session's id is that user; who comes with a name is a new one.</summary>
    public ConnectRefusal? Admit(Socket socket)
    {
        lock (_gate)
        {
            if (!sessions.TryFind(Given(socket, "sessionId"), out var session))
            {
                if (Given(socket, "username")?.Trim() is not { Length: > 0 and <= MaxUsername } name)
                    return ConnectRefusal.With("A name is needed", new { code = "bad-name" });
                if (!sessions.TryAdd(name, out session, out var forgotten))
                    return ConnectRefusal.With("There is no room for more", new { code = "full" });
                if (forgotten is not null)
                    Tell("forgotten", forgotten.UserId);
            }

            sessions.Hold(session);
            socket.Data = session;
        }

        socket.OnExpired(() => Leave(socket)); // also when it does not come to be connected
        return null;
    }

    /// <summary>A tab is connected: it gets what the others have.</summary>
    public async ValueTask EnterAsync(Socket socket)
    {
        ValueTask sent;
        lock (_gate)
        {
            var session = SessionOf(socket);
            if (!session.IsOnline && session.Sockets > 0)
            {
                session.IsOnline = true;
                Tell("user", session.View);
            }

            socket.Join(session.UserId, Everybody);
            sent = socket.EmitAsync("welcome", new
            {
                sessionId = session.Id, userId = session.UserId, users = sessions.All.Select(static s => s.View).ToArray(),
                messages = session.Messages.ToArray(),
            });
        }

        await sent;
    }

    /// <summary>To each tab of both, the one that it comes from included; kept for both.</summary>
    public async ValueTask<object> SendAsync(Socket socket, string? to, string? text)
    {
        if (text is not { Length: > 0 and <= MaxText })
            return new { error = new EventError("bad-message", $"1 to {MaxText} characters, please.") };
        ValueTask sent;
        bool delivered;
        lock (_gate)
        {
            var sender = SessionOf(socket);
            if (!sessions.TryFindUser(to, out var recipient))
                return new { error = new EventError("unknown-user", "There is nobody of that id.") };
            var message = new PrivateMessage(sender.UserId, recipient.UserId, text, time.GetUtcNow());
            sender.Keep(message);
            if (recipient != sender)
                recipient.Keep(message);
            delivered = recipient.IsOnline;
            sent = io.To(sender.UserId, recipient.UserId).EmitAsync("message", message);
        }

        await sent;
        return new { delivered };
    }

    private const string Everybody = "everybody"; // who has been welcomed; no user's id

    private static Session SessionOf(Socket socket) => (Session)socket.Data!;

    private static string? Given(Socket socket, string name) => socket.Auth.GetString(name) ?? socket.Query[name];

    private void Leave(Socket socket)
    {
        lock (_gate)
        {
            var session = SessionOf(socket);
            sessions.Release(session);
            if (session.Sockets > 0 || !session.IsOnline)
                return;
            session.IsOnline = false;
            Tell("user", session.View);
        }
    }

    private void Tell<T>(string what, T of) => _ = io.To(Everybody).EmitAsync(what, of).AsTask();
}
