using Gossamer.Bench.Load;

namespace Gossamer.Bench.Storm;

/// <summary>So many clients join four servers as fast as they are let in, and stay until each knows all that it should.</summary>
internal static class JoinStorm
{
    private const int WarmUps = 3;
    private const int WarmUpClients = 1000;
    private const int AtOnce = 64; // connections in the making
    private const int Watched = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A few storms that are not counted: servers run for weeks, and what a new process compiles in its first seconds, on the cores that
    /// four of them share here, would be most of what a short storm costs.
    /// </summary>
    public static async Task WarmUpAsync(ServerGroup servers, Mode mode)
    {
        for (var storm = 0; storm < WarmUps; storm++)
            await RunAsync(servers, mode, WarmUpClients);
        await servers.WaitUntilIdleAsync();
    }

    public static async Task<StormResult> RunAsync(ServerGroup servers, Mode mode, int count)
    {
        var names = Names.Random(count, seed: count);
        var sum = names.Aggregate(0UL, static (total, name) => total + Names.Share(name));
        var cpu = servers.CpuTime;
        var score = new StormScore(count);
        var clients = new StormClient[count];
        List<Task> reading = [];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
        {
            var watched = Array.ConvertAll(Enumerable.Range(1, Watched).ToArray(), step => names[(n + (step * 7919)) % count]);
            PresenceReader reader = mode == Mode.Watched ? new WatchedChanges(watched) : new WholeList(count, sum);
            clients[n] = new StormClient(names[n], reader, score);
            await clients[n].JoinAsync(servers.EndPoints[n % servers.EndPoints.Count], mode, watched);
            lock (reading)
                reading.Add(clients[n].ReadAsync());
        });

        await WaitAsync(score);
        var result = new StormResult(
            mode, count, score.Complete, score.Elapsed, servers.CpuTime - cpu,
            clients.Sum(static client => client.Bytes), clients.Sum(static client => (long)client.Messages), servers.Memory);
        foreach (var client in clients)
            client.Dispose();
        await Task.WhenAll(reading);
        await servers.WaitUntilEmptyAsync();
        return result;
    }

    /// <summary>Until all know all and it stays so: what is sent after that is part of the cost.</summary>
    private static async Task WaitAsync(StormScore score)
    {
        using var limit = new PeriodicTimer(Quiet);
        for (var waited = TimeSpan.Zero; waited < Limit; waited += Quiet)
        {
            var wasFull = score.IsFull;
            await limit.WaitForNextTickAsync();
            if (wasFull && score.IsFull)
                return;
        }
    }
}
