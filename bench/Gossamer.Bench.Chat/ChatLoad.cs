using System.Diagnostics;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Chat;

/// <summary>One shape of load on two servers, its connections open from the first round to the last.</summary>
internal sealed class ChatLoad : IAsyncDisposable
{
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private readonly ServerGroup _servers;
    private readonly List<ChatPair> _pairs = [];

    private ChatLoad(ServerGroup servers) => _servers = servers;

    public static async Task<ChatLoad> StartAsync(string program, ChatShape shape)
    {
        var load = new ChatLoad(await ServerGroup.StartAsync(program, count: 2));
        for (var n = 0; n < shape.Pairs; n++)
            load._pairs.Add(await ChatPair.JoinAsync(load._servers.EndPoints, shape, n));
        using var http = new HttpClient();
        for (var server = 0; server < 2; server++)
            while (await load._servers.UsersAsync(http, server) < 2 * shape.Pairs)
                await Task.Delay(50); // until each server knows everybody
        return load;
    }

    public async Task<ChatRound> RunAsync(TimeSpan duration)
    {
        foreach (var pair in _pairs)
            await pair.StartAsync();
        await PassAsync(Ramp);
        var before = (At: Stopwatch.GetTimestamp(), Arrived: Arrived(), Cpu: _servers.CpuTime);
        await PassAsync(duration);
        var arrived = Arrived() - before.Arrived;
        var round = new ChatRound(
            arrived / Stopwatch.GetElapsedTime(before.At).TotalSeconds, (_servers.CpuTime - before.Cpu).TotalMicroseconds / arrived);
        await DrainAsync();
        return round;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pair in _pairs)
            pair.Dispose();
        await _servers.DisposeAsync();
    }

    private long Arrived() => _pairs.Sum(static pair => pair.Arrivals);

    private async Task PassAsync(TimeSpan time)
    {
        var failure = Task.WhenAny(_pairs.Select(static pair => pair.Receiving));
        if (await Task.WhenAny(Task.Delay(time), failure) == failure)
            await await failure;
    }

    private async Task DrainAsync()
    {
        foreach (var pair in _pairs)
            pair.Stop();
        for (var since = Stopwatch.GetTimestamp(); !_pairs.TrueForAll(static pair => pair.IsQuiet); await Task.Delay(10))
        {
            if (Stopwatch.GetElapsedTime(since) > DrainLimit)
                throw new InvalidOperationException("Messages were lost, or came twice.");
        }
    }
}
