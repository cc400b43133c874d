using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Json;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Chat;

/// <summary>
/// One connection's stay: anonymous until <c>identify</c>, then a user until it ends, whichever user it named last. Whom the server knows
/// may leave that out (ChatSession.Implicit.cs). The lock is this connection's own: the end of a connection comes from its transport and
/// may meet an <c>identify</c> under way.
/// </summary>
internal sealed partial class ChatSession(
    IConnection connection, ConnectionRates rates, ConnectionAccess access, IChatMesh mesh, SessionStarter starter, PresenceModes presence,
    DevicePublisher devices, MemberPublisher members, RoomSeats seats, ClosedRooms closed, FileReceivers receivers, ConnectionLimit limit,
    ConnectionShares shares, ChatOptions options, TimeProvider time,
    ILogger<ChatSession> logger)
{
    private readonly Lock _gate = new();
    private SocketOutlet? _outlet;
    private UserName? _user;
    private PresenceMode _presence;
    private bool _isEnded;
    private InFlight _messages;

    public IConnection Connection => connection;

    /// <summary>How fast it is. For its own handlers, one at a time.</summary>
    public ConnectionRates Rates => rates;

    /// <summary>Whom the connection may be.</summary>
    public ConnectionAccess Access => access;

    /// <summary>As whom the connection identified; null before it did.</summary>
    public UserName? User
    {
        get
        {
            lock (_gate)
                return _user;
        }
    }

    /// <summary>
    /// Handles <c>identify</c>. A refused one leaves everything as it was. Ends when the connection is that user: at once, unless its
    /// client names the last message that it saw, which other servers are asked for.
    /// </summary>
    public ValueTask IdentifyAsync(ref Utf8JsonReader arguments, Reply reply)
    {
        HasIdentified();
        if ((Identify.Read(ref arguments, access.Identity.User, out var identify) ?? Check(identify)) is { } refusal)
        {
            Refuse(reply, refusal);
            return ValueTask.CompletedTask;
        }

        if (User == identify.User && !(_isImplicit && identify.HasSince))
        {
            Renew(identify);
            Answer(reply, identify, isComplete: null);
            return ValueTask.CompletedTask;
        }

        if (identify.UnlessTaken && TakenBy(identify.User) is { } taken)
        {
            Refuse(reply, taken);
            return ValueTask.CompletedTask;
        }

        if (identify.IsReturn && !rates.TryTake(EventKind.Return, 0, time.GetUtcNow(), out var excess))
        {
            Refuse(reply, TooFast.RefusalOf(excess));
            return ValueTask.CompletedTask;
        }

        var found = starter.FindAsync(connection, identify);
        if (!found.IsCompletedSuccessfully)
            return new(BecomeAfterAsync(identify, found, reply));
        Become(identify, found.Result, reply);
        return ValueTask.CompletedTask;
    }

    /// <summary>The client is back, and its session goes on with this connection.</summary>
    public void Continue(RecoveredSession recovered, WatchPublisher watches)
    {
        lock (_gate)
        {
            (_outlet, _presence, _watched) = (recovered.Outlet, recovered.Description.Presence, recovered.Description.Watched);
            SetUser(recovered.Session.User, told: 1);
            TakeSeats();
            presence.Subscribe(connection, _presence, isNewcomer: true);
            if (recovered.Description.Watched.Count > 0)
                watches.Watch(connection, recovered.Description.Watched);
            recovered.Outlet.FlushTo(connection);
        }

        logger.Returned(connection.Id);
        presence.Signal();
    }

    /// <summary>Tells other servers what the client hears of who is there: after each change of it.</summary>
    public void Describe(IReadOnlyCollection<UserName> watched)
    {
        lock (_gate)
        {
            _watched = watched;
            if (_outlet?.Session is not null)
                Describe();
        }
    }

    /// <summary>The connection has ended.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="mayReturn">Its client may come back.</param>
    public void End(string reason, bool mayReturn)
    {
        access.Dispose();
        EndGrace();
        lock (_gate)
        {
            _isEnded = true;
            presence.Unsubscribe(connection);
            rates.End();
            if (_user is not { } user)
                return;
            devices.Remove(user, connection);
            LeaveSeats();
            shares.Remove(user, connection.Address, mayReturn);
            if (mayReturn && !_isRevoked)
                _outlet!.Session!.Disconnect();
            else
                _outlet!.Session!.Leave();
            (_user, _outlet) = (null, null);
            UpdateFiles();
            var why = _isRevoked ? "revoked" : access.HasExpired ? "its token expired" : reason;
            logger.ConnectionEnded(user, mesh.SessionsOf(user), why, connection.Id);
        }
    }

    /// <summary>Counts a message whose outcome is awaited; false at the bound.</summary>
    public bool TryBeginMessage() => _messages.TryBegin(options.MaxMessagesInFlight);

    public void EndMessage() => _messages.End();

    /// <summary>Counts a new token; false when there were too many lately. For the connection's own handlers.</summary>
    public bool TryTakeRenewal() => rates.TryTake(EventKind.Return, 0, time.GetUtcNow(), out _);

    private Refusal? Check(Identify identify) =>
        !access.Identity.MayBe(identify.User)
            ? new Refusal(RefusalCode.WrongUser, $"this connection may not be {identify.User.Value}")
        : User != identify.User && !limit.AllowsMore(mesh.SessionsOf(identify.User), shares.Of(identify.User, connection.Address))
            ? new Refusal(RefusalCode.TooManyConnections,
                $"{identify.User.Value} has {limit.PerUser} connections here already, or its share of them from this address")
            : null;

    private async Task BecomeAfterAsync(Identify identify, ValueTask<ReturnPoint> found, Reply reply)
    {
        var point = await found;
        if (Check(identify) is { } refusal) // others came meanwhile
            Refuse(reply, refusal);
        else
            Become(identify, point, reply);
    }

    private void Become(Identify identify, ReturnPoint point, Reply? reply, bool isImplicit = false)
    {
        SocketOutlet outlet;
        lock (_gate)
        {
            if (_isEnded || (isImplicit && _user is not null))
                return;
            _isImplicit = isImplicit;
            // First off the old name, then on the new one: a message from the one to the other must not come twice.
            var isNewcomer = _user is null;
            LeaveUser("identified as another user");
            outlet = starter.Begin(connection, identify, point);
            (_outlet, _presence, _watched) = (outlet, identify.Presence, []);
            SetUser(identify.User, devices.CountOf(identify.User));
            TakeSeats();
            Describe();
            presence.Subscribe(connection, identify.Presence, isNewcomer);
            logger.UserConnected(identify.User, mesh.SessionsOf(identify.User), connection.Id);
        }

        LeaveClosed();
        presence.Signal(); // after the mesh knows, so that the first list a client gets has its own name in it
        if (reply is { } wanted)
            _ = AnswerOnceLiveAsync(outlet, wanted, identify);
    }

    private void Renew(Identify identify)
    {
        lock (_gate)
        {
            if (_isEnded)
                return;
            SetFeatures(identify.Features);
            if (_presence == identify.Presence)
                return; // it changes nothing, and costs nobody a list
            (_presence, _watched) = (identify.Presence, []);
            presence.Subscribe(connection, identify.Presence, isNewcomer: false);
            Describe();
        }

        presence.Signal();
    }

    /// <summary>A client that comes back learns whether it has everything.</summary>
    private async Task AnswerOnceLiveAsync(SocketOutlet outlet, Reply reply, Identify identify)
    {
        if (reply.IsWanted)
            Answer(reply, identify, await outlet.Completeness);
    }

    /// <summary>
    /// <code>[{"user":"Anna","connections":2,"complete":true,"rooms":["tea"]}]</code> connections: the user's at all servers, this one
    /// among them; complete: of a client that comes back; rooms: that it is in, if it is in any.
    /// </summary>
    private void Answer(Reply reply, Identify identify, bool? isComplete)
    {
        if (!reply.IsWanted)
            return;
        var connections = devices.CountOf(identify.User);
        var output = JsonOutput.Begin().Raw("""[{"user":"""u8).Text(identify.User.Value)
            .Raw(""","connections":"""u8).Number(connections);
        if (isComplete is { } complete && identify.HasSince)
            output.Raw(complete ? ",\"complete\":true"u8 : ",\"complete\":false"u8);
        WriteRooms(output);
        WriteFeatures(output, identify.Features);
        reply.Accept(output.Raw("}]"u8).Take());
    }

    private void WriteRooms(JsonOutput output)
    {
        if (Session is not { Rooms: { Count: > 0 } rooms })
            return;
        for (var i = 0; i < rooms.Count; i++)
            output.Raw(i == 0 ? ",\"rooms\":["u8 : ","u8).Text(rooms[i].Value);
        output.Raw("]"u8);
    }

    private void LeaveUser(string reason)
    {
        if (_user is not { } user)
            return;
        devices.Remove(user, connection);
        LeaveSeats();
        _outlet!.Session!.Leave();
        (_user, _outlet) = (null, null);
        UpdateFiles();
        shares.Remove(user, connection.Address, mayReturn: false);
        logger.ConnectionEnded(user, mesh.SessionsOf(user), reason, connection.Id);
    }

    /// <param name="user">Who it is now.</param>
    /// <param name="told">How many connections of the user the client knows of.</param>
    private void SetUser(UserName user, int told)
    {
        _user = user;
        devices.Add(user, connection, told);
        rates.SetUser(user);
        shares.Add(user, connection.Address);
        UpdateFiles();
    }

    private void Refuse(Reply reply, Refusal refusal)
    {
        logger.Refused(connection.Id, "identify", refusal.Code);
        reply.Refuse(refusal);
    }
}
