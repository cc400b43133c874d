using ScottPlot;

namespace Gossamer.Bench.Compare;

/// <summary>Messages per CPU-second, a group of bars for each scenario: an SVG file.</summary>
internal static class Plot
{
    private const int Width = 1_000, Height = 460;
    private const double BarSize = 0.8;

    public static void Write(string file, IReadOnlyList<ScenarioFigures> scenarios)
    {
        using var plot = new ScottPlot.Plot();
        string[] names =
        [
            .. scenarios.SelectMany(static scenario => scenario.Contenders.Select(static figures => figures.Contender))
                .Distinct(StringComparer.Ordinal),
        ];
        var palette = new ScottPlot.Palettes.Category10();
        for (var n = 0; n < names.Length; n++)
        {
            var name = names[n];
            var bars = scenarios.Select((scenario, group) => (group, Value: scenario.Contenders
                    .FirstOrDefault(figures => figures.Contender == name)?.MessagesPerCpuSecond))
                .Where(static bar => bar.Value is not null)
                .Select(bar => new Bar
                {
                    Position = (bar.group * (names.Length + 1)) + n,
                    Value = bar.Value!.Value,
                    Size = BarSize,
                    FillColor = palette.GetColor(n),
                    LineWidth = 0,
                });
            plot.Add.Bars(bars.ToArray()).LegendText = name;
        }

        var ticks = scenarios.Select((scenario, group) =>
            new Tick((group * (names.Length + 1)) + ((names.Length - 1) / 2.0), scenario.Scenario));
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        plot.Axes.Margins(bottom: 0);
        plot.HideGrid();
        plot.YLabel("messages a CPU-second of all servers");
        plot.ShowLegend(Alignment.UpperRight);
        plot.SaveSvg(file, Width, Height);
    }
}
