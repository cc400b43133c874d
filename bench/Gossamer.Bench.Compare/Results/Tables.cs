using System.Globalization;

namespace Gossamer.Bench.Compare;

/// <summary>Results as lines of Markdown.</summary>
internal static class Tables
{
    public static IEnumerable<string> Of(ScenarioFigures scenario) =>
    [
        "", $"**{scenario.Scenario}**", "",
        .. Head("", "messages a CPU-second", "messages a second", "to the relay"),
        .. scenario.Contenders.Select(static figures => Row(
            figures.Contender, Text(figures.MessagesPerCpuSecond), Text(figures.MessagesPerSecond), Ratio(figures.Ratio))),
    ];

    public static IEnumerable<string> Of(IReadOnlyList<LatencyFigures> latencies) => latencies.Count == 0 ? [] :
    [
        "", $"**{Scenario.OpenLoop.Name.Split(',')[0]}, open loop, microseconds from when a message was due**", "",
        .. Head("", "messages a second", "p50", "p99", "p99.9", "p99 to the relay's"),
        .. latencies.Select(static figures => Row(figures.Contender, Text(figures.MessagesPerSecond), Text(figures.P50), Text(figures.P99),
            Text(figures.P999), Ratio(figures.Ratio))),
    ];

    public static IEnumerable<string> Of(IReadOnlyList<ColdFigures> cold) => cold.Count == 0 ? [] :
    [
        "", $"**{Scenario.Main[0].Name}: the first ten seconds, messages a CPU-second**", "",
        .. Head("", "just started", "warm", "ratio"),
        .. cold.Select(static figures => Row(figures.Contender, Text(figures.Cold), Text(figures.Warm), Ratio(figures.Ratio))),
    ];

    private static IEnumerable<string> Head(params string[] titles) =>
        [Row(titles), "|---|" + string.Concat(Enumerable.Repeat("---:|", titles.Length - 1))];

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ratio(double? value) => value?.ToString("N2", CultureInfo.InvariantCulture) ?? "";
}
