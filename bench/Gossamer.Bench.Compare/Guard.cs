using System.Globalization;

namespace Gossamer.Bench.Compare;

/// <summary>
/// Whether this build is grossly slower than it was: against the bare relay, in a short run, and only if three of them say so.
/// </summary>
internal static class Guard
{
    private const double LeastRatio = 0.8;
    private const int Tries = 3;

    private static readonly Plan Plan = new(
        [Scenario.Guard], Rounds: 3, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), OpenLoop: false, Cold: false);

    public static async Task<int> RunAsync(IReadOnlyList<Contender> contenders)
    {
        Contender[] both = [contenders.First(static one => one.IsOurs), contenders.First(static one => one.IsFloor)];
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var results = await new Comparison(both, Plan).RunAsync(static _ => { });
            var ratio = results.Scenarios[0].Contenders[0].Ratio!.Value;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Scenario.Guard.Name}: {ratio:N2} times the messages a CPU-second of the bare relay, at least {LeastRatio} wanted"));
            if (ratio >= LeastRatio)
                return 0;
        }

        await Console.Error.WriteLineAsync($"Slower in each of {Tries} runs: profile it (bench/README.md), or see what the relay gained.");
        return 1;
    }
}
