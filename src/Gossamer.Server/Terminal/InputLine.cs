using System.Globalization;

namespace Gossamer.Server.Terminal;

/// <summary>The line that is being written. The cursor stands between characters as people count them, never inside of one.</summary>
internal readonly record struct InputLine(string Text, int Cursor)
{
    public const int MaxLength = 65_536; // far above what a server takes; a paste must not fill the memory

    public static readonly InputLine Empty = new("", 0);

    public InputLine Insert(string text) =>
        Text.Length + text.Length > MaxLength ? this : new(Text.Insert(Cursor, text), Cursor + text.Length);

    public InputLine Backspace() => DeleteTo(Before(Cursor));

    public InputLine Delete() => this with { Text = Text.Remove(Cursor, After(Cursor) - Cursor) };

    public InputLine DeleteWord()
    {
        var at = Cursor;
        while (at > 0 && char.IsWhiteSpace(Text[at - 1]))
            at--;
        while (at > 0 && !char.IsWhiteSpace(Text[at - 1]))
            at--;
        return DeleteTo(at);
    }

    public InputLine Left() => this with { Cursor = Before(Cursor) };

    public InputLine Right() => this with { Cursor = After(Cursor) };

    public InputLine Home() => this with { Cursor = 0 };

    public InputLine End() => this with { Cursor = Text.Length };

    private InputLine DeleteTo(int at) => new(Text.Remove(at, Cursor - at), at);

    private int After(int at) => at == Text.Length ? at : at + StringInfo.GetNextTextElementLength(Text, at);

    private int Before(int at)
    {
        var last = 0;
        for (var next = 0; next < at; next = After(next))
            last = next;
        return last;
    }
}
