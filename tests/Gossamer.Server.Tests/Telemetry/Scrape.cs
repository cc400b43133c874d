using System.Globalization;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>Prometheus' text format: <c>name{label="value",...} 1 timestamp</c>.</summary>
internal sealed class Scrape(string text)
{
    private readonly string[] _lines = [.. text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#')];

    /// <summary>The names of all series.</summary>
    public HashSet<string> Names => [.. _lines.Select(static line => line[..line.IndexOfAny(['{', ' '])])];

    /// <summary>The sum of what has that name and these labels; fails when nothing has.</summary>
    public double Of(string name, params string[] labels)
    {
        var found = _lines.Where(line => (line.StartsWith(name + "{", StringComparison.Ordinal)
            || line.StartsWith(name + " ", StringComparison.Ordinal))
            && labels.All(label => line.Contains(label, StringComparison.Ordinal))).ToList();
        found.ShouldNotBeEmpty($"{name} {string.Join(' ', labels)} in\n{text}");
        return found.Sum(static line =>
            double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
    }
}
