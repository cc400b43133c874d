using Spectre.Console;
using Spectre.Console.Rendering;

namespace Gossamer.Server.Terminal;

/// <summary>A line as the rows that it takes in a width.</summary>
internal static class LineRows
{
    public static IEnumerable<SegmentLine> Of(Line line, RenderOptions options, int width)
    {
        var paragraph = new Paragraph();
        foreach (var (text, style) in line.Parts)
            paragraph.Append(text, style);
        var rows = Segment.SplitLines(((IRenderable)paragraph).Render(options with { Height = null }, width), width);
        if (rows.Count == 0)
            rows.Add([]);
        if (line.Right is not { } right)
            return rows;
        var (last, size) = (rows[^1], Segment.CellCount([new Segment(right.Text)]));
        if (Segment.CellCount(last) + size + 1 > width)
            rows.Add(last = []);
        last.Add(Segment.Padding(Math.Max(0, width - size - Segment.CellCount(last))));
        last.Add(new Segment(right.Text, right.Style));
        return rows;
    }
}
