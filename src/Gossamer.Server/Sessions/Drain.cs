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
    SocketIOServer server, SessionDepartures departures, MeshNode node, DrainState state, IOptions<LegacyOptions> legacy, ChatSessionOptions options,
    TimeProvider time, ILogger<Drain> logger)
{
    private const double CloseShare = 0.4; // of the time: closing connections
    private const double AskShare = 0.7;   // until then, at most, sessions wait to be asked for
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5); // most clients are back elsewhere by then, and less than they wait there for this server's answer
    private const int Portion = 64;        // sessions that are handed over at a time
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5); // for the end of the process
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

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
        await UntilAsync(() => server.AwaySockets.Count == 0 || time.GetElapsedTime(closed) >= Patience, start, options.Drain * AskShare);
        await HandOverAsync(start);
        await UntilAsync(() => departures.UnderWay == 0, start, options.Drain - Rest);
    }

    /// <summary>A portion at a time: links take so much and no more.</summary>
    private async Task HandOverAsync(long start)
    {
        var (given, kept) = (0, 0);
        foreach (var portion in server.AwaySockets.Chunk(Portion))
        {
            var peers = Peers();
            if (peers.Length == 0 || time.GetElapsedTime(start) >= options.Drain - Rest)
                break;
            var answers = new List<Task<bool>>();
            foreach (var socket in portion)
                if (departures.TryGiveAway(socket, peers[given++ % peers.Length], Guid.NewGuid().ToString("N"), isAsked: false, out var taken))
                    answers.Add(taken);
            kept += (await Task.WhenAll(answers)).Count(static taken => taken);
        }

        logger.Drained(given, kept);
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
