using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Diagnostics;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gossamer.SocketIO;

/// <content>The way into a namespace: checks, recovery, the application's welcome.</content>
internal sealed partial class Client
{
    private PendingJoins? _pending; // most connections never need it
    private TokenBucket _connects;

    /// <summary>A CONNECT. It waits when the connection, or its address, has sent too many; nothing behind it is read meanwhile.</summary>
    private ValueTask ConnectAsync(string ns, string? query, ReadOnlyMemory<byte> auth)
    {
        var rate = new Rate(_server.Options.ConnectsPerSecond, _server.Options.ConnectBurst);
        var now = _session.Time.GetTimestamp();
        var (own, address) = (_connects.Take(1, rate, now, _session.Time), _session.Address.TakeConnect(now));
        var pause = own > address ? own : address;
        return pause == TimeSpan.Zero ? JoinOrRefuse(ns, query, auth.Span) : JoinLaterAsync(ns, query, auth, pause);
    }

    private async ValueTask JoinLaterAsync(string ns, string? query, ReadOnlyMemory<byte> auth, TimeSpan pause)
    {
        await _session.PauseAsync(pause).ConfigureAwait(false);
        if (!_session.IsClosed)
            await JoinOrRefuse(ns, query, auth.Span).ConfigureAwait(false);
    }

    private ValueTask JoinOrRefuse(string ns, string? query, ReadOnlySpan<byte> auth)
    {
        if (_session.Protocol == EngineProtocol.V3 && auth.IsEmpty && query is not null)
            auth = QueryAuth.Write(query);
        if (auth.Length <= _server.Options.MaxAuth)
            return HoldPackets(ns, JoinAsync(ns, query, new ConnectPayload(auth, _server.Options.Json)));
        _server.Metrics.ConnectRefused(ConnectRefusal.AuthTooLargeCode);
        Send(ConnectReply.Refuse(_session.Protocol, EncoderOf(ns), ConnectRefusal.AuthTooLarge(auth.Length, _server.Options.MaxAuth)));
        return ValueTask.CompletedTask;
    }

    private PacketEncoder EncoderOf(string ns) => new(_server.Parser, ns);

    /// <summary>Reading goes on while a check takes its time: a client that waits for its answer has heartbeats to give.</summary>
    private ValueTask HoldPackets(string ns, ValueTask joining) => joining.IsCompletedSuccessfully
        ? ValueTask.CompletedTask
        : (_pending ??= new PendingJoins(_server.Options.MaxWaitingEvents, _server.Options.MaxPayload)).Hold(ns, WatchAsync(joining));

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits it: here is the last place where a fault can be told.")]
    private async Task WatchAsync(ValueTask joining)
    {
        try
        {
            await joining.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _server.Log.JoinFailed(e, _session.Id);
            Close(CloseReason.TransportError);
        }
    }

    private async ValueTask JoinAsync(string name, string? query, ConnectPayload auth)
    {
        var allQuery = query is null ? Handshake.Query : new MergedQuery(QueryHelpers.ParseQuery(query), Handshake.Query);
        using var activity = SocketIOActivities.StartConnect(auth, Handshake);
        var match = await MatchAsync(name, auth).ConfigureAwait(false);
        if (_session.IsClosed)
            return; // by now the client may be back on another connection
        if (match.IsKnown)
            activity.Name(name);
        if (_session.Protocol == EngineProtocol.V4 && _server.ServesRecovery(name))
        {
            var outcome = await RecoverAsync(name, match.IsKnown, auth, allQuery).ConfigureAwait(false);
            if (!_session.IsClosed)
                await JoinAsync(name, match, auth, allQuery, outcome, activity).ConfigureAwait(false);
        }
        else if (!match.IsKnown || !CanRecover || _server.Options.Recovery is not { } recovery
            || !await TryResumeAsync(name, auth, allQuery, recovery, activity).ConfigureAwait(false))
        {
            await JoinAsync(name, match, auth, allQuery, outcome: null, activity).ConfigureAwait(false);
        }
    }

    /// <summary>What the client gave is counted as long as a predicate of the application's takes its time.</summary>
    private async ValueTask<NamespaceMatch> MatchAsync(string name, ConnectPayload auth)
    {
        var matching = _server.Namespaces.MatchAsync(name, auth);
        if (matching.IsCompleted)
            return await matching.ConfigureAwait(false);
        _session.Keep(auth.Size);
        var match = await matching.ConfigureAwait(false);
        _session.Keep(-auth.Size);
        return match;
    }

    private async ValueTask JoinAsync(
        string name, NamespaceMatch match, ConnectPayload auth, IQueryCollection query, RecoveryOutcome? outcome, Activity? activity)
    {
        Socket? other = null;
        if (!match.IsKnown
            || !_server.Namespaces.TryEnter(name, match.Pattern, ns => Enter(ns, auth, query, outcome, out other), out var socket))
        {
            Refuse(name, ConnectRefusal.InvalidNamespace, "invalid-namespace", activity);
            return;
        }

        socket.LinkTo(activity);

        if (other?.IsNewerThan(socket) == true)
            Close(CloseReason.TransportClose);
        else
            other?.Supersede();
        if (_session.IsClosed)
        {
            socket.End(ClosedBy, this); // the end came before the socket was where it is looked for
            return;
        }

        var missed = outcome is null ? await TakeSessionAsync(socket, auth).ConfigureAwait(false) : null;
        if (await RefusalOfAsync(socket).ConfigureAwait(false) is { } refusal)
        {
            Refuse(name, refusal, "refused", activity);
            socket.End(DisconnectReason.ServerNamespaceDisconnect);
            return;
        }

        foreach (var room in outcome?.Connection?.Rooms ?? [])
            socket.Join(room);
        if (TryWelcomeBack(socket, missed, auth)
            || socket.TryWelcome(ConnectReply.Accept(_session.Protocol, socket.Namespace.Encoder, socket.Id, socket.PrivateSessionId)))
            Welcome(socket);
    }

    private void Refuse(string name, ConnectRefusal refusal, string type, Activity? activity)
    {
        _server.Metrics.ConnectRefused(type);
        activity.Fail(type);
        Send(ConnectReply.Refuse(_session.Protocol, EncoderOf(name), refusal));
    }

    private ValueTask<ConnectRefusal?> RefusalOfAsync(Socket socket) =>
        socket.Recovered && _server.Options.Recovery is { RunMiddleware: false } ? default : _server.CheckAsync(socket);

    /// <summary>
    /// Recovery by the library itself, from the socket's own log in this process. An application's own is in Client.Recovering.cs.
    /// </summary>
    private async ValueTask<bool> TryResumeAsync(
        string name, ConnectPayload auth, IQueryCollection query, RecoveryOptions recovery, Activity? activity)
    {
        if (auth.GetString("pid") is not { } pid || !_server.Recoverable!.TryTake(pid, name, out var socket))
            return false;
        var offset = auth.GetString("offset"); // there is none before the first event
        if (!await MayResumeAsync(socket, auth, query, recovery).ConfigureAwait(false) || !socket.TryResume(this, offset))
        {
            socket.GiveUp();
            return false;
        }

        Track(socket);
        socket.LinkTo(activity);
        if (_session.IsClosed)
            socket.End(ClosedBy, this);
        else
            Welcome(socket);
        return true;
    }

    /// <summary>Checked by what the client gives now: what it gave when it first came may hold no more.</summary>
    private async ValueTask<bool> MayResumeAsync(Socket socket, ConnectPayload auth, IQueryCollection query, RecoveryOptions recovery)
    {
        socket.Introduce(Handshake, auth, query);
        return !recovery.RunMiddleware || await _server.CheckAsync(socket).ConfigureAwait(false) is null;
    }

    /// <summary>
    /// Runs the application's handlers. The socket's own events wait for them; the connection's other packets do not, answers to
    /// what the handlers ask the client among them.
    /// </summary>
    private void Welcome(Socket socket)
    {
        Interlocked.Exchange(ref _connectTimeout, null)?.Dispose();
        socket.HoldEvents(_server.WelcomeAsync(socket));
    }

    /// <param name="ns">The namespace.</param>
    /// <param name="auth">What the client gave with its CONNECT.</param>
    /// <param name="query">The socket's query.</param>
    /// <param name="outcome">Where the application recovers the clients, how this one comes in.</param>
    /// <param name="other">The client's socket on another connection, if that is not known to be dead.</param>
    private Socket Enter(Namespace ns, ConnectPayload auth, IQueryCollection query, RecoveryOutcome? outcome, out Socket? other)
    {
        var id = outcome is null ? SocketId(ns.Name) : SessionId.Derive(outcome.PrivateSessionId);
        var socket = new Socket(id, ns, this, auth, query);
        if (outcome is not null)
            socket.Begin(outcome);
        else if (CanRecover)
            socket.MakeRecoverable();
        other = ns.Add(socket);
        Track(socket);
        return socket;
    }
}
