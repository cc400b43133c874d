using System.Globalization;

namespace Gossamer.Bench.Storm;

/// <summary>The results as rows of a table in Markdown.</summary>
internal static class StormTable
{
    public const string Header =
        """
        | mode | clients | complete | seconds | server CPU, s | MB | of N x N names | bytes a client | messages a client | servers, MB |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        """;

    public static string Row(StormResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.Mode.ToString().ToLowerInvariant()} | {result.Clients:N0} | {result.Complete:N0} | {result.Time.TotalSeconds:0.00} "
        + $"| {result.Cpu.TotalSeconds:0.0} | {result.Bytes / 1e6:N1} | {(result.Mode == Mode.Watched ? "" : $"{result.Ratio:0.00}")} "
        + $"| {result.Bytes / result.Clients:N0} | {(double)result.Messages / result.Clients:0.0} | {result.Memory / 1e6:N0} |");
}
