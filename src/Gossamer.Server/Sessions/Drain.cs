using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.SocketIO;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What a server does before it stops: it says that it is not ready, takes no new connections, and closes those that there are, a few at
/// a time. The sessions of clients that come back elsewhere go there when they are asked for; those that nobody has asked for by
/// then are given to other servers to keep, where their clients find them wherever they come back, here in the next life too.
/// </summary>
internal sealed class Drain(
    SocketIOServer server, SessionDepartures departures, HandingOver handingOver, MeshNode node, DrainState state,
        IOptions<LegacyOptions> legacy,
    ChatSessionOptions options, TimeProvider time, ILogger<Drain> logger)
{
    private const double CloseShare = 0.4; // of the time: closing connections
    private const double AskShare = 0.7;   // until then, at most, sessions wait to be asked for
    // most clients are back elsewhere by then, and less than they wait there for this server's answer
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private const int Portion = 64;        // sessions that are handed over at a time
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5); // for the end of the process
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private const int MaxRefusals = 3;     // in a row

    private readonly List<(NodeId Peer, Task<HandoverOutcome> Outcome)> _offers = []; // without an answer
    private readonly Dictionary<NodeId, int> _refusals = [];
    private int _turn;

    private TimeSpan HandingOverEnd => options.Drain - Rest;

    public async Task RunAsync()
    {
        if (options.Drain <= TimeSpan.Zero)
            return;
        var start = time.GetTimestamp();
        server.RefuseConnections();
        state.Begin();
        logger.Draining(options.Drain.TotalMilliseconds, server.ConnectionCount);
        var peers = Peers();
        await server.DrainAsync(peers.Length > 0 ? options.Drain * CloseShare : TimeSpan.Zero);
        if (peers.Length == 0)
            return;
        var closed = time.GetTimestamp();
        await UntilAsync(() => server.SocketsAwaitingReconnect.Count == 0
            || time.GetElapsedTime(closed) >= Patience, start, options.Drain * AskShare);
        await HandOverAsync(start);
        await UntilAsync(() => handingOver.UnderWay == 0, start, HandingOverEnd);
    }

    /// <summary>To those that take them: one that does not answer, since it stands still perhaps, is not asked to keep another.</summary>
    private async Task HandOverAsync(long start)
    {
        var away = server.SocketsAwaitingReconnect.Count;
        while ((server.SocketsAwaitingReconnect.Count > 0 || _offers.Count > 0) && time.GetElapsedTime(start) < HandingOverEnd)
        {
            Offer([.. Peers().Where(IsWilling)]);
            if (_offers.Count == 0)
                break;
            await Task.WhenAny(Task.WhenAll(_offers.Select(static offer => offer.Outcome)), Task.Delay(Patience, time));
            if (!NoteAnswers())
                await Task.Delay(Look, time);
        }

        logger.Drained(away, away - server.SocketsAwaitingReconnect.Count);
    }

    private bool IsWilling(NodeId peer) => _refusals.GetValueOrDefault(peer) < MaxRefusals;

    /// <summary>A portion at a time: links take so much and no more.</summary>
    private void Offer(NodeId[] peers)
    {
        if (peers.Length == 0)
            return;
        foreach (var socket in server.SocketsAwaitingReconnect.Take(Portion))
        {
            var peer = peers[_turn++ % peers.Length];
            if (departures.TryGiveAway(socket, peer, Guid.NewGuid().ToString("N"), isAsked: false, out var outcome))
                _offers.Add((peer, outcome));
        }
    }

    /// <summary>
    /// Those that were not taken are here again. Whoever has not answered by now is asked no more, unless it takes what it was given after
    /// all. Returns whether any was taken.
    /// </summary>
    private bool NoteAnswers()
    {
        var answered = _offers.FindAll(static offer => offer.Outcome.IsCompleted);
        _offers.RemoveAll(answered.Contains);
        foreach (var (peer, _) in _offers)
            _refusals[peer] = MaxRefusals;
        var isAnyTaken = false;
        foreach (var (peer, answer) in answered)
        {
            var outcome = answer.IsCompletedSuccessfully ? answer.Result : HandoverOutcome.NotTaken;
            isAnyTaken |= outcome == HandoverOutcome.Taken;
            if (outcome != HandoverOutcome.Withdrawn) // which says nothing about the peer
                _refusals[peer] = outcome == HandoverOutcome.Taken ? 0 : _refusals.GetValueOrDefault(peer) + 1;
        }

        return isAnyTaken;
    }

    private async Task UntilAsync(Func<bool> condition, long start, TimeSpan limit)
    {
        while (!condition() && time.GetElapsedTime(start) < limit)
            await Task.Delay(Look, time);
    }

    /// <summary>Those that can take sessions: old servers know of none.</summary>
    private NodeId[] Peers() =>
    [
        .. node.Links.Where(link => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up }).Select(link => link.Peer)
            .Where(peer => !legacy.Value.Peers.ContainsKey(peer)),
    ];
}
