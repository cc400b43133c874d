using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Gives sessions of this server to those where their clients have come back.</summary>
internal sealed class SessionDepartures(
    MeshNode node, LocalUsers users, WatchPublisher watches, Settling settling, SessionCopies copies, ChatSessionOptions options, TimeProvider time,
    ILogger<SessionDepartures> logger)
{
    private const int MaxOffers = 3; // after the first
    private static readonly TimeSpan OfferPause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Handover> _onTheirWay = new(StringComparer.Ordinal); // by pid
    private int _underWay;

    /// <summary>How many sessions are being handed over.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Answers another server's question.</summary>
    public void Answer(NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (ask.Pid.Length > 0 && _onTheirWay.TryGetValue(ask.Pid, out var handover))
            _ = GuardAsync(AnswerOnceOverAsync(handover, asker, key, ask, server));
        else if (!(ask.Pid.Length > 0 ? TryGive(asker, key, ask, server) : GiveMissed(asker, key, ask)))
            _ = node.TellAsync(asker, new SessionNote { Key = key, NotHere = new NotHere { IsConnected = IsConnected(ask, server) } });
    }

    /// <summary>Its client seems to be here; should the connection be dead, then that is noticed in a while.</summary>
    private static bool IsConnected(Ask ask, SocketIOServer server) =>
        ask.Pid.Length > 0 && server.TryGetRecoverable(ask.Pid, out var socket) && socket.Connected;

    /// <summary>
    /// Who asks for what was left behind has another, newer session of that client, or a copy of this one. If the client is here with this one, that
    /// copy may have got something.
    /// </summary>
    private bool TryGive(NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (!server.TryGetRecoverable(ask.Pid, out var socket) || (ask.LeftBehind && IsToGetIt(socket, asker)))
            return false;
        if (socket.IsAway || !ask.LeftBehind)
            return TryGiveAway(socket, asker, key, isAsked: true, out _);
        copies.AskBack(socket);
        return false;
    }

    /// <summary>Of two servers that have a session, and ask each other for it, one gives.</summary>
    private bool IsToGetIt(Socket socket, NodeId asker) =>
        socket is { IsAway: true, State: ChatSession { Connection: SocketConnection { IsAsking: true } } }
        && string.CompareOrdinal(node.Id.Value, asker.Value) < 0;

    /// <summary>The session is on its way to another server: a copy of it cannot be taken here.</summary>
    public bool IsOnItsWay(string pid) => _onTheirWay.ContainsKey(pid);

    /// <summary>
    /// Who has the client gets the session, though it is on its way to another server, which may not hear. If that takes it all the same, the asking
    /// server asks it for what came there.
    /// </summary>
    private async Task AnswerOnceOverAsync(Handover handover, NodeId asker, string key, Ask ask, SocketIOServer server)
    {
        if (asker != handover.To && !(handover.IsAsked && ask.LeftBehind))
            await TryWithdrawAsync(handover);
        await handover.Over;
        Answer(asker, key, ask, server);
    }

    /// <summary>A client is back here whose session is on its way to another server. True when it is here again.</summary>
    public async Task<bool> TryWithdrawAsync(string pid)
    {
        if (!_onTheirWay.TryGetValue(pid, out var handover))
            return false;
        var isWithdrawn = await TryWithdrawAsync(handover);
        if (isWithdrawn)
            copies.Ask(handover.Socket);
        return isWithdrawn;
    }

    private async Task<bool> TryWithdrawAsync(Handover handover)
    {
        await handover.Begun;
        if (!handover.TryDecide(HandoverOutcome.Withdrawn))
            return false;
        StayHere(handover);
        return true;
    }

    /// <summary>Gives a session away, if the socket has one.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="to">The server that gets it.</param>
    /// <param name="key">Of this handing over.</param>
    /// <param name="isAsked">The other server has asked for it.</param>
    /// <param name="outcome">What becomes of it, once that is known.</param>
    public bool TryGiveAway(Socket socket, NodeId to, string key, bool isAsked, out Task<HandoverOutcome> outcome) =>
        TryGiveAway(socket, to, key, isAsked, isAsked ? MaxOffers : 0, out outcome);

    private bool TryGiveAway(Socket socket, NodeId to, string key, bool isAsked, int offers, out Task<HandoverOutcome> outcome)
    {
        outcome = Task.FromResult(HandoverOutcome.NotTaken);
        if (socket.State is not ChatSession session || session.Describe() is not { } state)
            return false;
        var departure = new Departure(node, to, key, state.User);
        var handover = new Handover(socket, to, isAsked);
        if (socket.Pid is not { } pid || !_onTheirWay.TryAdd(pid, handover))
            return false;
        var connection = (SocketConnection)session.Connection;
        if (!socket.TryGiveAway(packet => departure.Rest(connection, packet), out var given))
        {
            handover.TryDecide(HandoverOutcome.NotTaken);
            Finish(handover);
            return false;
        }

        handover.Past = new CommonPast(given.Before, given.Packets);
        outcome = OutcomeAsync(handover, GoAsync(departure, session, state, given, isAsked));
        handover.Begin();
        _ = GuardAsync(GiveAsync(departure, handover, session, state.User, given.Packets.Count, outcome, offers));
        return true;
    }

    private async Task<bool> GoAsync(Departure departure, ChatSession session, SessionState state, RecoverableSession given, bool isAsked)
    {
        var begin = Describe(session, state, given);
        begin.Unasked = !isAsked;
        begin.AwayMs = isAsked ? 0 : (uint)given.AwayFor.TotalMilliseconds;
        return await departure.GoAsync(begin, given.Packets);
    }

    /// <summary>Unless it is at the other server it is here again before anybody who asks for it is answered.</summary>
    private async Task<HandoverOutcome> OutcomeAsync(Handover handover, Task<bool> taken)
    {
        await Task.WhenAny(taken, handover.Over);
        if (taken is { IsCompletedSuccessfully: true, Result: true } && handover.TryDecide(HandoverOutcome.Taken))
            Finish(handover);
        else if (handover.TryDecide(HandoverOutcome.NotTaken))
            StayHere(handover);
        await handover.Over;
        return handover.Outcome;
    }

    /// <summary>The other server may have taken it all the same, and not have been heard.</summary>
    private void StayHere(Handover handover)
    {
        try
        {
            if (handover.Socket.State is ChatSession { Connection: SocketConnection connection })
                connection.NoteParted(handover.Past!);
            handover.Socket.TakeBack();
        }
        finally
        {
            Finish(handover);
        }
    }

    private void Finish(Handover handover)
    {
        _onTheirWay.TryRemove(KeyValuePair.Create(handover.Socket.Pid!, handover));
        handover.Finish();
    }

    /// <summary>What a user got after a message. A session that its client has left behind ends here once the asking server has it all.</summary>
    private bool GiveMissed(NodeId asker, string key, Ask ask)
    {
        if (!UserName.TryCreate(ask.User, out var user, out _))
            return false;
        var departure = new Departure(node, asker, key, user);
        if (MissedMessages.Take(users, user, new MessageId(ask.Since), isShown: !ask.LeftBehind, departure.Rest) is not { } missed)
            return false;
        var begin = new Begin { User = ask.User };
        AddHad(begin, missed.Source);
        var taken = departure.GoAsync(begin, missed.Packets);
        _ = GuardAsync(missed.IsGiven ? GiveAsync(departure, missed, user, taken) : ShowAsync(departure, missed, taken));
        return true;
    }

    private static void AddHad(Begin begin, SocketConnection connection)
    {
        begin.Late.AddRange(connection.Late);
        foreach (var (key, age) in connection.Had.Snapshot())
        {
            begin.Had.Add(key);
            begin.HadSeconds.Add(age);
        }
    }

    private Begin Describe(ChatSession session, SessionState state, RecoverableSession given)
    {
        var begin = new Begin
        {
            Pid = given.Pid, Id = given.Id, User = state.User.Value, Presence = (uint)state.Presence, Before = given.Before ?? "",
        };
        var connection = (SocketConnection)session.Connection;
        begin.BySince = connection.ComesBackBySince;
        begin.MayBeElsewhere = connection.Parted is not null;
        AddHad(begin, connection);
        foreach (var name in watches.NamesOf(session.Connection))
            begin.Watched.Add(name.Value);
        foreach (var id in state.Sent)
            if (node.OutcomeOf(state.User, id) is { } outcome)
                begin.Sent.Add(new Sent { Id = id.Value, Delivered = (uint)outcome.Delivered, Servers = (uint)outcome.Servers });
        return begin;
    }

    /// <summary>
    /// The other server was not heard to take the session: it may have, and then have stood still or been cut off, and have the client by now. As soon
    /// as it is heard again it is offered what came here since. If it does not have the session it takes it to keep.
    /// </summary>
    private async Task OfferAgainAsync(Socket socket, NodeId to, int offers)
    {
        await Task.Delay(OfferPause, time);
        while (socket.IsAway && node.Links.Any(link => link.Peer == to && link.Outgoing != LinkState.Up))
            await Task.Delay(OfferPause, time);
        if (socket.IsAway)
            TryGiveAway(socket, to, Guid.NewGuid().ToString("N"), isAsked: false, offers, out _);
    }

    private async Task GiveAsync(
        Departure departure, Handover handover, ChatSession session, UserName user, int packets, Task<HandoverOutcome> outcome, int offers)
    {
        switch (await outcome)
        {
            case HandoverOutcome.Taken:
                await AfterTakenAsync(departure, (SocketConnection)session.Connection, user, packets);
                if (!await departure.AllToldAsync())
                {
                    KeepWhatWasNotTold(handover, offers);
                    break;
                }

                session.End("its client is at another server");
                handover.Socket.Release();
                departure.End();
                break;
            case HandoverOutcome.Withdrawn:
                logger.Withdrawn(user, departure.To);
                break;
            default:
                logger.NotTaken(user, departure.To);
                if (offers > 0)
                    _ = OfferAgainAsync(handover.Socket, handover.To, offers - 1);
                break;
        }
    }

    /// <summary>The link broke meanwhile: the session is offered again, and what the other server does not have of it is new there.</summary>
    private void KeepWhatWasNotTold(Handover handover, int offers)
    {
        handover.Socket.TakeBack();
        _ = OfferAgainAsync(handover.Socket, handover.To, offers - 1);
    }

    private async Task GiveAsync(Departure departure, MissedMessages.Missed missed, UserName user, Task<bool> taken)
    {
        if (await taken)
        {
            await AfterTakenAsync(departure, missed.Source, user, missed.Packets.Count);
            missed.End("its client is at another server");
            departure.End();
        }
        else
        {
            logger.NotTaken(user, departure.To);
            missed.TakeBack();
        }
    }

    /// <summary>Another connection of the user has had it, and goes on: what comes to it before others know of the asking server is told at the end.</summary>
    private async Task ShowAsync(Departure departure, MissedMessages.Missed missed, Task<bool> taken)
    {
        if (!await taken)
            return;
        await settling.WaitAsync(missed.Source, options.Overlap);
        foreach (var packet in missed.Later())
            departure.Rest(missed.Source, packet);
        departure.End();
    }

    /// <summary>Until all that came here in the overlap has been told.</summary>
    private async Task AfterTakenAsync(Departure departure, SocketConnection source, UserName user, int packets)
    {
        logger.Departed(user, departure.To, packets);
        await settling.WaitAsync(source, options.Overlap);
        source.EndJoining();
    }

    private async Task GuardAsync(Task handingOver)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await handingOver;
        }
        catch (Exception fault) // nobody may wait for this task
        {
            logger.HandingOverFailed(fault);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
