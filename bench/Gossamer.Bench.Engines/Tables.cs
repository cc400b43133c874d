using System.Globalization;

namespace Gossamer.Bench.Engines;

/// <summary>Rows of Markdown.</summary>
internal static class Tables
{
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>A heading: the first column to the left, all others to the right.</summary>
    public static IEnumerable<string> Head(params IReadOnlyList<string> cells) =>
        [Row(cells), "|---|" + string.Concat(Enumerable.Repeat("---:|", cells.Count - 1))];

    /// <summary>Three digits that count.</summary>
    public static string Short(double value)
    {
        var size = Math.Abs(value);
        if (size >= 1000)
        {
            var step = Math.Pow(10, Math.Floor(Math.Log10(size)) - 2);
            value = Math.Round(value / step) * step;
        }

        return value.ToString(size switch { >= 100 or 0 => "N0", >= 10 => "N1", >= 0.1 => "N2", _ => "N3" }, CultureInfo.InvariantCulture);
    }

    /// <summary>A whole number, of which two digits count.</summary>
    public static string About(double value)
    {
        var step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(value)) - 1));
        return (Math.Round(value / step) * step).ToString("N0", CultureInfo.InvariantCulture);
    }

    /// <summary>Microseconds of processor time a second, as a part of a core.</summary>
    public static string Core(double microseconds) => $"{Short(microseconds / 1e4)} %";

    public static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        >= 1e9 => $"{Short(bytes / 1e9)} GB",
        >= 1e6 => $"{Short(bytes / 1e6)} MB",
        >= 1e3 => $"{Short(bytes / 1e3)} KB",
        _ => $"{Short(bytes)} B",
    };

    public static string Name(Engine engine) => engine == Engine.Nats ? "NATS" : "direct";
}
