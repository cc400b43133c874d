namespace Gossamer.Bench.Compare;

/// <summary>What one contender did in one scenario; medians of the rounds.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="MessagesPerCpuSecond">Delivered messages, each counted once, for a second of all processes' time.</param>
/// <param name="MessagesPerSecond">The same for a second of the clock.</param>
/// <param name="Ratio">Its messages per CPU-second to the floor's of the same round.</param>
internal sealed record Figures(string Contender, double MessagesPerCpuSecond, double MessagesPerSecond, double? Ratio);

/// <param name="Scenario">Its name.</param>
/// <param name="Contenders">In the order in which they ran.</param>
internal sealed record ScenarioFigures(string Scenario, IReadOnlyList<Figures> Contenders);

/// <summary>Times from when a message was due to its arrival, in microseconds.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="MessagesPerSecond">The rate.</param>
/// <param name="P50">The median.</param>
/// <param name="P99">Of 100, the 99th.</param>
/// <param name="P999">Of 1,000, the 999th.</param>
/// <param name="Ratio">The P99 to the floor's, the median of the rounds.</param>
internal sealed record LatencyFigures(string Contender, double MessagesPerSecond, double P50, double P99, double P999, double? Ratio);

/// <summary>The first seconds after a start, against the same program later.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="Cold">Messages per CPU-second in the ten seconds behind the start and the joining of all.</param>
/// <param name="Warm">In the last of the rounds.</param>
internal sealed record ColdFigures(string Contender, double Cold, double Warm)
{
    public double Ratio => Cold / Warm;
}

/// <summary>All of a run.</summary>
internal sealed record Results(
    IReadOnlyList<ScenarioFigures> Scenarios, IReadOnlyList<LatencyFigures> Latencies, IReadOnlyList<ColdFigures> Cold);
