using System.Globalization;

namespace Gossamer.Server.Chat;

/// <summary>What a file's name and type may be, from clients as from other servers.</summary>
internal static class FileRules
{
    /// <summary>RFC 6838, section 4.2: a type and a subtype of 127 characters at most; here both together.</summary>
    public const int MaxTypeLength = 127;

    /// <summary>
    /// No path, nothing unseen that hides what the name ends in (a mark that turns the direction of writing), no control characters, and no
    /// name that means a directory.
    /// </summary>
    public static bool IsName(string name, FileLimits options)
    {
        if (name.Length == 0 || name.Length > options.MaxNameLength || name is "." or ".." || string.IsNullOrWhiteSpace(name))
            return false;
        foreach (var character in name)
            if (character is '/' or '\\' || IsUnseen(character))
                return false;
        return true;
    }

    /// <summary><c>type "/" subtype</c>, without parameters.</summary>
    public static bool IsType(string type)
    {
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        return type.Length <= MaxTypeLength && slash > 0 && IsToken(type.AsSpan(0, slash)) && IsToken(type.AsSpan(slash + 1));
    }

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]))
            return false;
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && !"!#$&-^_.+".Contains(character, StringComparison.Ordinal))
                return false;
        return true;
    }

    private static bool IsUnseen(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => character is not ('\u200c' or '\u200d'), // joiners, of scripts and emoji
        _ => false,
    };
}
