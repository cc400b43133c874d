using System.Diagnostics;
using System.Globalization;

namespace Gossamer.Bench.Engines;

/// <summary>All numbers of servers, one after the other; of each both engines, side by side.</summary>
/// <param name="program">The server's.</param>
/// <param name="plan">How many, and for how long.</param>
/// <param name="commit">That the program was built from.</param>
internal sealed class Measurement(string program, Plan plan, string commit)
{
    private readonly List<EnginePoint> _points = [];
    private Telling? _telling;

    /// <param name="soFar">Gets what there is after each number of servers: a run that ends too soon is not lost.</param>
    public async Task<Results> RunAsync(Action<Results> soFar)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var servers in plan.Sizes)
        {
            await RunAsync(servers);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{servers} servers over each engine: done after {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s"));
            soFar(Results);
        }

        return Results;
    }

    private Results Results => new(
        DateOnly.FromDateTime(DateTime.UtcNow), commit, Environment.ProcessorCount, plan.Rounds, _telling!, _points);

    private async Task RunAsync(int servers)
    {
        List<EngineRun> runs = [];
        try
        {
            foreach (var engine in Enum.GetValues<Engine>())
                runs.Add(await EngineRun.StartAsync(program, engine, servers));
            foreach (var run in runs)
                await run.WarmUpAsync(plan);
            await EngineRun.WaitUntilCompiledAsync(runs, plan);
            for (var round = 0; round < plan.Rounds; round++)
                foreach (var run in runs)
                    await run.RunRoundAsync(plan);
            foreach (var run in runs)
                await run.LeaveAsync();
            await EngineRun.WaitUntilCompiledAsync(runs, plan);
            await EngineRun.RestAsync(runs, plan.Rest);
            _telling ??= await runs[0].TellAsync(2 * plan.Presence);
            _points.AddRange(runs.Select(static run => run.Point));
        }
        finally
        {
            foreach (var run in runs)
                await run.DisposeAsync();
        }
    }
}
