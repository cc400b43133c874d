using System.Globalization;
using Gossamer.Mesh;
using Gossamer.Server.Events;
using Gossamer.SocketIO;

namespace Gossamer.Server.Draining;

/// <summary>
/// What a server does before it stops: it says that it is not ready, takes no new connections, closes its connections a few at a time, and
/// hands off its logs, and the sessions of clients that may come back, to another server of the mesh.
/// <code>
/// Refusing --> Closing (40 % of the time at most) --> Waiting (1.5 s) --> Leaving (until 1.5 s before the end) --> the mesh says goodbye
/// </code>
/// </summary>
internal sealed class Drain(
    SocketIOServer server, MeshNode node, DrainState state, DrainOptions options, TimeProvider time, ILogger<Drain> logger,
    DrainMetrics? metrics = null, EventLog? events = null)
{
    private const double CloseShare = 0.4;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1.5); // by then most clients, and their sessions, are elsewhere
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1.5);     // for the goodbye and the end of the process

    public async Task RunAsync()
    {
        if (options.Time <= TimeSpan.Zero)
            return;
        var start = time.GetTimestamp();
        server.RefuseConnections();
        state.Begin();
        events?.Add(
            new(ServerEventKind.DrainBegun), text: string.Create(CultureInfo.InvariantCulture, $"{server.ConnectionCount} connections"));
        logger.Draining(options.Time.TotalMilliseconds, server.ConnectionCount);
        var isLinked = node.Links.Any(static link => link.Outgoing == LinkState.Up);
        await server.DrainAsync(isLinked ? options.Time * CloseShare : TimeSpan.Zero);
        if (isLinked && node.WaitingSessions > 0)
            await Task.Delay(Least(Settling, Remaining(start)), time);
        using var end = new CancellationTokenSource(Remaining(start), time);
        var waiting = node.WaitingSessions;
        var isHandedOff = await node.HandOffAsync(end.Token);
        events?.Add(new(ServerEventKind.DrainEnded, Reason: isHandedOff ? "handed-off" : "kept"));
        logger.Drained(waiting, isHandedOff);
        metrics?.Drained(time.GetElapsedTime(start), isHandedOff);
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private TimeSpan Remaining(long start)
    {
        var remaining = options.Time - Rest - time.GetElapsedTime(start);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
