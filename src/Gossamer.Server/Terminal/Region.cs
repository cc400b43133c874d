using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gossamer.Server.Terminal;

/// <summary>A part of the window: lines from the top, or their end at the bottom.</summary>
/// <param name="Lines">Long ones are broken.</param>
/// <param name="Tail">Null: from the top, and what does not fit is cut off. Otherwise so many rows before the end of all.</param>
internal sealed record Region(IEnumerable<Line> Lines, int? Tail = null) : IRenderable
{
    /// <summary>With a line at the right, which parts it from its neighbour.</summary>
    public bool HasEdge { get; init; }

    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var (height, width) = (options.Height ?? 1, Math.Max(1, HasEdge ? maxWidth - 3 : maxWidth));
        var rows = Tail is { } tail ? End(options, width, height, tail) : Beginning(options, width, height);
        for (var row = 0; row < height; row++)
        {
            var segments = row < rows.Count ? rows[row] : [];
            foreach (var segment in segments)
                yield return segment;
            var used = Segment.CellCount(segments);
            if (used < maxWidth)
                yield return Segment.Padding(width - used + (HasEdge ? 1 : 0));
            if (HasEdge)
                yield return new Segment("│ ", Style.Parse("dim"));
            yield return Segment.LineBreak;
        }
    }

    /// <summary>Lists are cut off, not broken: a name that takes two rows says no more.</summary>
    private List<SegmentLine> Beginning(RenderOptions options, int width, int height) =>
        [.. Lines.SelectMany(line => LineRows.Of(line, options, width).Take(Tail is null && HasEdge ? 1 : int.MaxValue)).Take(height)];

    private List<SegmentLine> End(RenderOptions options, int width, int height, int tail)
    {
        var rows = new List<SegmentLine>();
        foreach (var line in Lines.Reverse())
        {
            rows.InsertRange(0, LineRows.Of(line, options, width));
            if (rows.Count >= height + tail)
                break;
        }

        var end = Math.Max(Math.Min(height, rows.Count), rows.Count - tail);
        return rows[Math.Max(0, end - height)..end];
    }
}
