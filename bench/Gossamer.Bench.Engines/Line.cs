namespace Gossamer.Bench.Engines;

/// <summary>The straight line nearest to some points, by least squares.</summary>
/// <param name="Start">At 0.</param>
/// <param name="Slope">For each 1.</param>
internal readonly record struct Line(double Start, double Slope)
{
    public static Line Through(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(static point => point.X), points.Average(static point => point.Y));
        var width = points.Sum(point => (point.X - x) * (point.X - x));
        var slope = width > 0 ? points.Sum(point => (point.X - x) * (point.Y - y)) / width : 0; // of one point: it is flat
        return new(y - (slope * x), slope);
    }
}
