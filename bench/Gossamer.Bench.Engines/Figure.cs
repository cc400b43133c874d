namespace Gossamer.Bench.Engines;

/// <summary>One figure of several rounds.</summary>
/// <param name="Median">Their median.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
internal readonly record struct Figure(double Median, double Low, double High)
{
    public static Figure Of(IEnumerable<double> rounds)
    {
        double[] all = [.. rounds];
        return new(Load.Median.Of(all), all.Min(), all.Max());
    }

    /// <summary>How far apart rounds were, as a part of the median.</summary>
    public double Spread() => Median == 0 ? 0 : (High - Low) / Math.Abs(Median);
}
