using System.Globalization;
using System.Text;

namespace Gossamer.Bench.Storm;

/// <summary>Time, processor time and bytes by the number of clients, a line for each mode, both axes logarithmic: an SVG file.</summary>
internal static class StormPlot
{
    private const int Width = 320, Height = 240, Left = 50, Bottom = 40, Top = 30, Gap = 30;

    private static readonly (string Title, Func<StormResult, double> Value)[] Panels =
    [
        ("seconds until all know all", static result => result.Time.TotalSeconds),
        ("CPU seconds of four servers", static result => result.Cpu.TotalSeconds),
        ("bytes received by a client", static result => (double)result.Bytes / result.Clients),
    ];

    private static readonly Dictionary<Mode, string> Colors = new()
    {
        [Mode.List] = "#c2410c", [Mode.Changes] = "#1d4ed8", [Mode.Watched] = "#15803d",
    };

    public static void Write(string file, IReadOnlyList<StormResult> results)
    {
        var svg = new StringBuilder();
        var all = Panels.Length * (Left + Width + Gap);
        var total = Top + Height + Bottom;
        Append(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {all} {total}" font-family="sans-serif" font-size="12">""");
        Append(svg, $"""<rect width="{all}" height="{Top + Height + Bottom}" fill="#ffffff"/>""");
        for (var panel = 0; panel < Panels.Length; panel++)
            WritePanel(svg, results, Panels[panel].Title, Panels[panel].Value, (panel * (Left + Width + Gap)) + Left);
        Append(svg, $"</svg>");
        File.WriteAllText(file, svg.ToString());
    }

    private static void WritePanel(StringBuilder svg, IReadOnlyList<StormResult> results, string title, Func<StormResult, double> value,
        int x0)
    {
        var (xLow, xHigh) = (Math.Log10(results.Min(result => result.Clients)), Math.Log10(results.Max(result => result.Clients)));
        var (yLow, yHigh) = (Math.Floor(Math.Log10(results.Min(value))), Math.Ceiling(Math.Log10(results.Max(value))));
        double X(int clients) => x0 + (xHigh > xLow ? (Math.Log10(clients) - xLow) / (xHigh - xLow) * Width : 0);
        double Y(double of) => Top + Height - ((Math.Log10(of) - yLow) / (yHigh - yLow) * Height);

        Append(svg, $"""<text x="{x0}" y="{Top - 12}" font-weight="bold">{title}</text>""");
        for (var power = yLow; power <= yHigh; power++)
            WriteLine(svg, x0, Y(Math.Pow(10, power)), $"{Math.Pow(10, power):N0}".Replace("0.", ".", StringComparison.Ordinal), power);
        foreach (var clients in results.Select(result => result.Clients).Distinct())
            Append(svg, $"""<text x="{X(clients):0.0}" y="{Top + Height + 18}" text-anchor="middle" fill="#555">{clients}</text>""");
        foreach (var mode in results.GroupBy(result => result.Mode))
        {
            var points = string.Join(' ', mode.Select(result => string.Create(
                CultureInfo.InvariantCulture, $"{X(result.Clients):0.0},{Y(value(result)):0.0}")));
            Append(svg, $"""<polyline points="{points}" fill="none" stroke="{Colors[mode.Key]}" stroke-width="2"/>""");
            var (y, name) = (Top + 14 + (14 * (int)mode.Key), mode.Key.ToString().ToLowerInvariant());
            Append(svg, $"""<text x="{x0 + 8}" y="{y}" fill="{Colors[mode.Key]}">{name}</text>""");
        }
    }

    private static void WriteLine(StringBuilder svg, int x0, double y, string label, double power)
    {
        label = power < 0 ? Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture) : label;
        Append(svg, $"""<line x1="{x0}" y1="{y:0.0}" x2="{x0 + Width}" y2="{y:0.0}" stroke="#ddd"/>""");
        Append(svg, $"""<text x="{x0 - 6}" y="{y + 4:0.0}" text-anchor="end" fill="#555">{label}</text>""");
    }

    private static void Append(StringBuilder svg, FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
