using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>Gives sessions of this server to those where their clients have come back.</summary>
internal sealed class SessionDepartures(
    MeshNode node, SessionDescriptions descriptions, HandingOver handingOver, SessionCopies copies, TimeProvider time,
        ILogger<SessionDepartures> logger)
{
    private const int MaxOffers = 3; // after the first
    private static readonly TimeSpan OfferPause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Handover> _onTheirWay = new(StringComparer.Ordinal); // by pid

    /// <summary>A session that is on its way to another server. A copy of it cannot be taken here.</summary>
    public bool TryFindOnItsWay(string pid, [NotNullWhen(true)] out Handover? handover) => _onTheirWay.TryGetValue(pid, out handover);

    /// <summary>A client is back here whose session is on its way to another server. True when it is here again.</summary>
    public async Task<bool> TryWithdrawAsync(string pid)
    {
        if (!TryFindOnItsWay(pid, out var handover))
            return false;
        var isWithdrawn = await TryWithdrawAsync(handover);
        if (isWithdrawn)
            copies.Ask(handover.Socket);
        return isWithdrawn;
    }

    /// <summary>The same for one that another server asks for.</summary>
    public async Task<bool> TryWithdrawAsync(Handover handover)
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
        if (socket.Data is not ChatSession session || session.Describe() is not { } state)
            return false;
        var departure = new Departure(node, to, key, state.User);
        var handover = new Handover(socket, to, isAsked);
        if (socket.PrivateSessionId is not { } pid || !_onTheirWay.TryAdd(pid, handover))
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
        _ = handingOver.GuardAsync(GiveAsync(departure, handover, session, state.User, given.Packets.Count, outcome, offers));
        return true;
    }

    private async Task<bool> GoAsync(Departure departure, ChatSession session, SessionState state, RecoverableSession given, bool isAsked)
    {
        var begin = descriptions.Of(session, state, given);
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
            SocketConnection.Of(handover.Socket)?.NoteParted(handover.Past!);
            handover.Socket.TakeBack();
        }
        finally
        {
            Finish(handover);
        }
    }

    private void Finish(Handover handover)
    {
        _onTheirWay.TryRemove(KeyValuePair.Create(handover.Socket.PrivateSessionId!, handover));
        handover.Finish();
    }

    /// <summary>
    /// The other server was not heard to take the session: it may have, and then have stood still or been cut off, and have the client by
    /// now. As soon as it is heard again it is offered what came here since. If it does not have the session it takes it to keep.
    /// </summary>
    private async Task OfferAgainAsync(Socket socket, NodeId to, int offers)
    {
        await Task.Delay(OfferPause, time);
        while (socket.IsAwaitingReconnect && node.Links.Any(link => link.Peer == to && link.Outgoing != LinkState.Up))
            await Task.Delay(OfferPause, time);
        if (socket.IsAwaitingReconnect)
            TryGiveAway(socket, to, Guid.NewGuid().ToString("N"), isAsked: false, offers, out _);
    }

    private async Task GiveAsync(
        Departure departure, Handover handover, ChatSession session, UserName user, int packets, Task<HandoverOutcome> outcome, int offers)
    {
        switch (await outcome)
        {
            case HandoverOutcome.Taken:
                await handingOver.AfterTakenAsync(departure, (SocketConnection)session.Connection, user, packets);
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
}
