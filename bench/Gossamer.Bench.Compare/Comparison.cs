using Gossamer.Bench.Load;

namespace Gossamer.Bench.Compare;

/// <summary>
/// All contenders side by side, each scenario's under load in turn: what disturbs the machine disturbs each of them, and the medians tell.
/// </summary>
/// <param name="contenders">One of them the floor.</param>
/// <param name="plan">How long, and how often.</param>
internal sealed class Comparison(IReadOnlyList<Contender> contenders, Plan plan)
{
    private static readonly TimeSpan ColdTime = TimeSpan.FromSeconds(10);

    /// <param name="report">Gets each table as soon as it is there.</param>
    public async Task<Results> RunAsync(Action<IEnumerable<string>> report)
    {
        List<ScenarioFigures> scenarios = [];
        List<LatencyFigures> latencies = [];
        foreach (var scenario in plan.Scenarios)
        {
            var sessions = await StartAsync(scenario);
            await WarmUpAsync(sessions);
            var figures = await MeasureAsync(scenario, sessions);
            scenarios.Add(figures);
            report(Tables.Of(figures));
            if (plan.OpenLoop && scenario == Scenario.OpenLoop)
            {
                var times = new LatencyComparison(sessions, figures, plan);
                latencies.AddRange(await times.RunAsync());
                report(Tables.Of(latencies));
            }

            foreach (var session in sessions)
                await session.DisposeAsync();
        }

        var cold = plan.Cold ? await MeasureColdAsync() : [];
        if (plan.Cold)
            report(Tables.Of(cold));
        return new(scenarios, latencies, cold);
    }

    private async Task<List<LoadSession>> StartAsync(Scenario scenario)
    {
        List<LoadSession> sessions = [];
        foreach (var contender in contenders.Where(scenario.IsFor))
            sessions.Add(await LoadSession.StartAsync(contender, scenario));
        return sessions;
    }

    private async Task WarmUpAsync(List<LoadSession> sessions)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var session in sessions)
            {
                await KeepAliveAsync(sessions);
                await session.RunAsync(plan.WarmUp);
            }
        }
    }

    private async Task<ScenarioFigures> MeasureAsync(Scenario scenario, List<LoadSession> sessions)
    {
        List<LoadRound>[] rounds = [.. sessions.Select(static _ => new List<LoadRound>())];
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var n = 0; n < sessions.Count; n++)
            {
                await KeepAliveAsync(sessions);
                rounds[n].Add(await sessions[n].RunAsync(plan.RoundTime));
            }
        }

        var floor = sessions.FindIndex(static session => session.Contender.IsFloor);
        return new(scenario.Name, [.. sessions.Select((session, n) => new Figures(
            session.Contender.Name,
            Median.Of(rounds[n].Select(PerCpuSecond)),
            Median.Of(rounds[n].Select(static round => round.MessagesPerSecond)),
            floor < 0 ? null : Median.Of(rounds[n].Zip(rounds[floor], static (one, other) => PerCpuSecond(one) / PerCpuSecond(other)))))]);
    }

    /// <summary>Ours alone: started, joined and put under load at once; and the same once it is warm.</summary>
    private async Task<List<ColdFigures>> MeasureColdAsync()
    {
        List<ColdFigures> cold = [];
        foreach (var contender in contenders.Where(static contender => contender.IsOurs))
        {
            await using var session = await LoadSession.StartAsync(contender, Scenario.Main[0]);
            var first = await session.RunAsync(ColdTime);
            await session.RunAsync(plan.WarmUp);
            await session.RunAsync(plan.WarmUp);
            List<LoadRound> rounds = [];
            for (var round = 0; round < plan.Rounds; round++)
                rounds.Add(await session.RunAsync(plan.RoundTime));
            cold.Add(new(contender.Name, PerCpuSecond(first), Median.Of(rounds.Select(PerCpuSecond))));
        }

        return cold;
    }

    private static async Task KeepAliveAsync(List<LoadSession> sessions)
    {
        foreach (var session in sessions)
            await session.KeepAliveAsync();
    }

    private static double PerCpuSecond(LoadRound round) => 1e6 / round.CpuMicroseconds;
}
