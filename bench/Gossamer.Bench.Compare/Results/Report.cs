using System.Globalization;
using System.Text.Json;

namespace Gossamer.Bench.Compare;

/// <summary>The results of a run in <c>bench/</c>: as tables in README.md, as JSON and as a plot.</summary>
internal static class Report
{
    private const string Begin = "<!-- compare: begin -->\n";
    private const string End = "<!-- compare: end -->";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What <see cref="Write"/> has left.</summary>
    public static Results Read(string folder) =>
        JsonSerializer.Deserialize<Results>(File.ReadAllText(Path.Combine(folder, "compare.json")), Options)!;

    /// <param name="folder">Of the benches.</param>
    /// <param name="results">Of a whole run.</param>
    public static void Write(string folder, Results results)
    {
        File.WriteAllText(Path.Combine(folder, "compare.json"), JsonSerializer.Serialize(results, Options) + "\n");
        Plot.Write(Path.Combine(folder, "compare.svg"), [.. results.Scenarios.Where(static scenario =>
            Scenario.Main.Any(main => main.Name == scenario.Scenario))]);
        var page = Path.Combine(folder, "README.md");
        var text = File.ReadAllText(page);
        var from = text.IndexOf(Begin, StringComparison.Ordinal);
        var to = text.IndexOf(End, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{page} has no {Begin.Trim()} and {End}."));
        string[] lines =
        [
            .. results.Scenarios.SelectMany(Tables.Of), .. Tables.Of(results.Latencies), .. Tables.Of(results.Cold),
        ];
        File.WriteAllText(page, $"{text[..(from + Begin.Length)]}{string.Join('\n', lines)}\n\n{text[to..]}");
    }
}
