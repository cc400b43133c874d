using System.Diagnostics;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Relay;

/// <summary>One shape of load on one server, its connections open from the first round to the last.</summary>
internal sealed class Load : IDisposable
{
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private readonly ServerProcess _server;
    private readonly List<LoadGroup> _groups = [];

    private Load(ServerProcess server) => _server = server;

    public static async Task<Load> ConnectAsync(ServerProcess server, Func<string, Task<RawWebSocket>> connect, Shape shape)
    {
        var load = new Load(server);
        for (var i = 0; i < shape.Groups; i++)
            load._groups.Add(await LoadGroup.ConnectAsync(connect, shape, $"{shape.Receivers}-{shape.InFlight}-{i}"));
        return load;
    }

    public async Task<Round> RunAsync(TimeSpan duration)
    {
        foreach (var group in _groups)
            await group.StartAsync();
        await PassAsync(Ramp);
        var before = (At: Stopwatch.GetTimestamp(), Delivered: Delivered(), Cpu: _server.CpuTime);
        await PassAsync(duration);
        var delivered = Delivered() - before.Delivered;
        var round = new Round(
            delivered / Stopwatch.GetElapsedTime(before.At).TotalSeconds,
            (_server.CpuTime - before.Cpu).TotalMicroseconds / delivered);
        await DrainAsync();
        return round;
    }

    public void Dispose()
    {
        foreach (var group in _groups)
            group.Dispose();
    }

    private long Delivered() => _groups.Sum(static g => g.Delivered);

    private async Task PassAsync(TimeSpan time)
    {
        var failure = Task.WhenAny(_groups.Select(static g => g.Receiving));
        if (await Task.WhenAny(Task.Delay(time), failure) == failure)
            await await failure;
    }

    private async Task DrainAsync()
    {
        foreach (var group in _groups)
            group.Stop();
        for (var since = Stopwatch.GetTimestamp(); !_groups.TrueForAll(static g => g.IsQuiet); await Task.Delay(10))
        {
            if (Stopwatch.GetElapsedTime(since) > DrainLimit)
                throw new InvalidOperationException("Messages were lost, or came twice: " + string.Join(", ", _groups.Where(static g => !g.IsQuiet)));
        }
    }
}
