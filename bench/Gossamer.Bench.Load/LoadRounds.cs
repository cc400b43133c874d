using System.Diagnostics;

namespace Gossamer.Bench.Load;

/// <summary>Rounds of one load, its connections open from the first to the last; each ends when all that was sent has arrived.</summary>
/// <param name="groups">The load, disposed of with the rounds.</param>
/// <param name="cpuTime">User and system time of the servers so far.</param>
/// <param name="losses">What is known of messages that did not arrive, for whoever looks for them.</param>
public sealed class LoadRounds(IReadOnlyList<ILoadGroup> groups, Func<TimeSpan> cpuTime, Func<string>? losses = null) : IDisposable
{
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    public async Task<LoadRound> RunAsync(TimeSpan duration)
    {
        foreach (var group in groups)
            await group.StartAsync();
        await PassAsync(Ramp);
        var before = (At: Stopwatch.GetTimestamp(), Delivered: Delivered(), Cpu: cpuTime());
        await PassAsync(duration);
        var delivered = Delivered() - before.Delivered;
        var round = new LoadRound(
            delivered / Stopwatch.GetElapsedTime(before.At).TotalSeconds,
            (cpuTime() - before.Cpu).TotalMicroseconds / delivered);
        await DrainAsync();
        return round;
    }

    public void Dispose()
    {
        foreach (var group in groups)
            group.Dispose();
    }

    private long Delivered() => groups.Sum(static group => group.Delivered);

    private async Task PassAsync(TimeSpan time)
    {
        var failure = Task.WhenAny(groups.Select(static group => group.Receiving));
        if (await Task.WhenAny(Task.Delay(time), failure) == failure)
            await await failure;
    }

    private async Task DrainAsync()
    {
        foreach (var group in groups)
            group.Stop();
        for (var since = Stopwatch.GetTimestamp(); !groups.All(static group => group.IsQuiet); await Task.Delay(10))
        {
            if (Stopwatch.GetElapsedTime(since) > DrainLimit)
                throw new InvalidOperationException("Messages were lost, or came twice" + (losses is null ? "." : ": " + losses()));
        }
    }
}
