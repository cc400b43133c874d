using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Json;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary>
/// One connection's stay: anonymous until <c>identify</c>, then a user until it ends, whichever user it named last. The lock is this
/// connection's own: the end of a connection comes from its transport and may meet an <c>identify</c> under way.
/// </summary>
internal sealed class ChatSession(
    IConnection connection, ConnectionRegistry users, IChatMesh mesh, PresenceModes presence, IMissedMessages missed, ChatOptions options,
    TimeProvider time, ILogger<ChatSession> logger)
{
    private readonly Queue<MessageId> _sent = new();
    private readonly Lock _gate = new();
    private UserName? _user;
    private PresenceMode _presence;
    private bool _isEnded;
    private InFlight _receipts;
    private UserName? _caughtUpAs;
    private long? _caughtUpAt;

    public IConnection Connection => connection;

    /// <summary>As whom the connection identified; null before it did.</summary>
    public UserName? User
    {
        get
        {
            lock (_gate)
                return _user;
        }
    }

    /// <summary>Why its connection ended last.</summary>
    public string LostBy { get; set; } = "its client did not come";

    /// <summary>Handles <c>identify</c>. A refused one leaves everything as it was.</summary>
    public void Identify(ref Utf8JsonReader arguments, Reply reply)
    {
        if ((Chat.Identify.Read(ref arguments, out var identify) ?? BecomeAndCatchUp(identify)) is { } refusal)
        {
            logger.Refused(connection.Id, "identify", refusal.Code);
            reply.Refuse(refusal);
        }
        else if (reply.IsWanted)
            reply.Accept(JsonOutput.Begin().Raw("""[{"user":"""u8).Text(identify.User.Value).Raw("}]"u8).Take());
    }

    /// <summary>The client has come back to a session that it had lost: what it hears of who is there begins anew.</summary>
    public void Return()
    {
        lock (_gate)
        {
            if (_user is null)
                return;
            presence.Renew(connection, _presence);
        }

        logger.Returned(connection.Id);
        presence.Signal();
    }

    /// <summary>A session that another server gave away: its client is not here yet.</summary>
    public void Arrive(UserName user, PresenceMode mode)
    {
        lock (_gate)
        {
            if (_isEnded)
                return; // its time was over as it came
            (_user, _presence) = (user, mode);
            presence.Subscribe(connection, mode);
            users.TryAdd(user, connection, int.MaxValue);
            mesh.AddConnection(user);
        }
    }

    /// <summary>What another server must know to go on with this session; null when it is nobody's.</summary>
    public SessionState? Describe()
    {
        lock (_gate)
            return _user is { } user ? new SessionState(user, _presence, [.. _sent]) : null;
    }

    /// <summary>Remembers a message whose id the client chose, so that it is known as sent where the session goes.</summary>
    public void NoteSent(MessageId id)
    {
        lock (_gate)
        {
            _sent.Enqueue(id);
            if (_sent.Count > options.MaxRememberedIds)
                _sent.Dequeue();
        }
    }

    /// <summary>Takes the connection off its user. Call it once, when the session has ended, or has gone elsewhere.</summary>
    public void End(string reason)
    {
        lock (_gate)
        {
            _isEnded = true;
            presence.Unsubscribe(connection);
            if (_user is { } user)
            {
                users.Remove(user, connection);
                Left(user, reason);
            }
            _user = null;
        }
    }

    /// <summary>Counts a message whose outcome is awaited; false at the bound.</summary>
    public bool TryBeginReceipt() => _receipts.TryBegin(options.MaxReceiptsInFlight);

    public void EndReceipt() => _receipts.End();

    private Refusal? BecomeAndCatchUp(Identify identify)
    {
        // Held back before anything can be sent to the user's new connection: its place in the session comes first, then what it missed.
        if (!identify.HasSince || connection.Hold() is not { } joining)
            return Become(identify);
        var refusal = IsTooSoon(identify)
            ? new Refusal(RefusalCode.TooFast, $"as another user with since: at most once in {options.CatchUpPause.TotalSeconds:0.#} s")
            : Become(identify);
        if (refusal is null && identify.Since is { } since && TryBeginCatchingUp(identify.User))
            missed.Send(connection, joining, identify.User, since);
        else
            joining.End();
        return refusal;
    }

    /// <summary>To be one user after the other has all servers search, again and again.</summary>
    private bool IsTooSoon(Identify identify)
    {
        lock (_gate)
            return identify.Since is not null && _caughtUpAs != identify.User
                && _caughtUpAt is { } last && time.GetElapsedTime(last) < options.CatchUpPause;
    }

    /// <summary>False: it has caught up as that user already, and has missed nothing since; or it has ended.</summary>
    private bool TryBeginCatchingUp(UserName user)
    {
        lock (_gate)
        {
            if (_isEnded || _user != user || _caughtUpAs == user)
                return false;
            (_caughtUpAs, _caughtUpAt) = (user, time.GetTimestamp());
            return true;
        }
    }

    private Refusal? Become(Identify identify)
    {
        lock (_gate)
        {
            if (_isEnded)
                return null;
            var isOther = _user != identify.User;
            if (isOther && Take(identify) is { } refusal)
                return refusal;
            _presence = identify.Presence;
            presence.Subscribe(connection, identify.Presence);
            if (isOther)
                logger.UserConnected(identify.User, mesh.AddConnection(identify.User), connection.Id);
        }
        presence.Signal(); // after the mesh knows, so that the first list a client gets has its own name in it
        return null;
    }

    private Refusal? Take(Identify identify)
    {
        var user = identify.User;
        // First off the old name, then on the new one: a message from the one to the other must not come twice.
        if (_user is { } before)
            users.Remove(before, connection);
        if (!users.TryAdd(user, connection, options.MaxConnectionsPerUser))
        {
            if (_user is { } kept)
                users.TryAdd(kept, connection, int.MaxValue);
            return new Refusal(
                RefusalCode.TooManyConnections, $"{user.Value} has {options.MaxConnectionsPerUser} connections here already");
        }
        connection.BeginSession(user, identify.HasSince);
        if (_user is { } left)
            Left(left, "identified as another user");
        (_user, _caughtUpAs) = (user, null);
        return null;
    }

    private void Left(UserName user, string reason)
    {
        var remaining = mesh.RemoveConnection(user);
        if (remaining == 0)
            logger.UserDisconnected(user, reason, connection.Id);
        else
            logger.ConnectionClosed(user, remaining, reason, connection.Id);
    }
}
