using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gossamer.Server.Logging;

/// <summary>Keeps a report on one line, to be read as it is written, whatever a file, a client or an exception put into it.</summary>
internal static class OneLine
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    // Printable ASCII needs no second look.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c)]);

    /// <summary>
    /// Returns <paramref name="text"/> with a space for each control character, each line or paragraph separator, and each format
    /// character, such as those that turn the text around them. Joiners stay: names of users have them, and they change no line.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return text;
        var line = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBlanked(rune))
                line.Append(' ');
            else
                line.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return line.ToString();
    }

    private static bool IsBlanked(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner),
        _ => false,
    };
}
