using System.Globalization;
using Gossamer.Server.Logging;
using Spectre.Console.Rendering;

namespace Gossamer.Server.Terminal;

/// <summary>The part of the line that is being written that is shown, with its cursor in it.</summary>
/// <param name="Text">What fits.</param>
/// <param name="Column">Where the cursor is in it, in cells.</param>
internal readonly record struct InputWindow(string Text, int Column)
{
    public static InputWindow Of(InputLine line, int width)
    {
        width = Math.Max(2, width);
        var (before, after) = (OneLine.Of(line.Text[..line.Cursor]), OneLine.Of(line.Text[line.Cursor..]));
        while (Cells(before) >= width)
            before = before[StringInfo.GetNextTextElementLength(before)..];
        while (after.Length > 0 && Cells(before) + Cells(after) > width)
            after = after[..^LastLength(after)];
        return new InputWindow(before + after, Cells(before));
    }

    private static int Cells(string text) => text.Length == 0 ? 0 : new Segment(text).CellCount();

    private static int LastLength(string text)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        return text.Length - starts[^1];
    }
}
