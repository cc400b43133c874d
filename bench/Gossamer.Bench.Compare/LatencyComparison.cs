using Gossamer.Bench.Load;
using HdrHistogram;

namespace Gossamer.Bench.Compare;

/// <summary>Times at a rate that the floor carries easily: half of what it does when it is never left without work.</summary>
internal sealed class LatencyComparison(IReadOnlyList<LoadSession> sessions, ScenarioFigures throughput, Plan plan)
{
    private const double PartOfFloor = 0.5;
    private const double PartOfOwn = 0.8; // of who cannot keep up with that

    public async Task<IReadOnlyList<LatencyFigures>> RunAsync()
    {
        var floor = Math.Max(0, sessions.ToList().FindIndex(static session => session.Contender.IsFloor));
        double[] rates = [.. throughput.Contenders.Select(figures =>
            Math.Min(throughput.Contenders[floor].MessagesPerSecond * PartOfFloor, figures.MessagesPerSecond * PartOfOwn))];
        List<LongHistogram>[] rounds = [.. sessions.Select(static _ => new List<LongHistogram>())];
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var n = 0; n < sessions.Count; n++)
            {
                foreach (var session in sessions)
                    await session.KeepAliveAsync();
                rounds[n].Add(await sessions[n].RunAsync(rates[n], plan.RoundTime));
            }
        }

        return [.. sessions.Select((session, n) => new LatencyFigures(session.Contender.Name, rates[n],
            At(rounds[n], 50), At(rounds[n], 99), At(rounds[n], 99.9),
            Median.Of(rounds[n].Zip(rounds[floor],
                static (one, other) => (double)one.GetValueAtPercentile(99) / other.GetValueAtPercentile(99)))))];
    }

    private static double At(List<LongHistogram> rounds, double percentile) =>
        Median.Of(rounds.Select(round => (double)round.GetValueAtPercentile(percentile)));
}
