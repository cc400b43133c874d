using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What a server does before it stops: it says that it is not ready, takes no new connections, and closes those that there are, a few at
/// a time. The sessions of clients that come back elsewhere go there when they are asked for; those that nobody has asked for by
/// then are given to other servers to keep, where their clients find them wherever they come back, here in the next life too.
/// </summary>
internal sealed class Drain(
    SocketIOServer server, SessionDepartures departures, MeshNode node, DrainState state, ChatSessionOptions options, TimeProvider time, ILogger<Drain> logger)
{
    private const double CloseShare = 0.4; // of the time: closing connections
    private const double AskShare = 0.7;   // until then, at most, sessions wait to be asked for
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2); // most clients are back elsewhere by then
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5); // for the end of the process
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync()
    {
        if (options.Drain <= TimeSpan.Zero)
            return;
        var start = time.GetTimestamp();
        state.Begin();
        logger.Draining(options.Drain.TotalMilliseconds, server.ConnectionCount);
        var peers = Peers();
        await server.DrainAsync(peers.Length > 0 ? options.Drain * CloseShare : TimeSpan.Zero);
        if (peers.Length == 0)
            return;
        var closed = time.GetTimestamp();
        await UntilAsync(() => server.AwaySockets.Count == 0 || time.GetElapsedTime(closed) >= Patience, start, options.Drain * AskShare);
        await HandOverAsync();
        await UntilAsync(() => departures.UnderWay == 0, start, options.Drain - Rest);
    }

    private async Task HandOverAsync()
    {
        var peers = Peers();
        var given = new List<Task<bool>>();
        foreach (var socket in server.AwaySockets)
        {
            if (peers.Length == 0)
                break;
            var key = Guid.NewGuid().ToString("N");
            if (departures.TryGiveAway(socket, peers[given.Count % peers.Length], key, isAsked: false, out var taken))
                given.Add(taken);
        }

        var kept = await Task.WhenAll(given);
        logger.Drained(given.Count, kept.Count(static taken => taken));
    }

    private async Task UntilAsync(Func<bool> condition, long start, TimeSpan limit)
    {
        while (!condition() && time.GetElapsedTime(start) < limit)
            await Task.Delay(Look, time);
    }

    private NodeId[] Peers() => [.. node.Links.Where(link => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up }).Select(link => link.Peer)];
}
