using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gossamer.Mesh;

/// <summary>
/// Which characters a name may have: two names that look the same must not differ in what nobody sees, and none may turn the text around
/// it.
/// </summary>
internal static class NameCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int EmojiVariation = 0xFE0F;

    // Printable ASCII needs no second look.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c)]);

    // Letters and symbols by their category, and yet blank: fillers of Hangul and the empty pattern of Braille.
    private static readonly SearchValues<char> Blank = SearchValues.Create("\u115f\u1160\u2800\u3164\uffa0");

    /// <returns>What is wrong with it, in words fit for the client; null when nothing is.</returns>
    internal static string? Fault(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
            return null;
        var isVisible = false;
        Rune? previous = null;
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != OperationStatus.Done)
                return "a user name has no unpaired surrogates";
            i += length;
            if (IsBarred(rune, previous, text.AsSpan(i)) is { } fault)
                return fault;
            isVisible |= IsVisible(rune);
            previous = rune;
        }

        return isVisible ? null : "a user name has something to see";
    }

    private static string? IsBarred(Rune rune, Rune? previous, ReadOnlySpan<char> rest) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => "a user name has no control characters",
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "a user name has no line ends",
        UnicodeCategory.Format when !Joins(rune, previous, rest) => "a user name has no invisible format characters",
        _ => null,
    };

    /// <summary>Joiners are a matter of spelling in scripts of West and South Asia, and between parts of an emoji.</summary>
    private static bool Joins(Rune rune, Rune? previous, ReadOnlySpan<char> rest)
    {
        if (rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) || previous is not { } before
            || Rune.DecodeFromUtf16(rest, out var after, out _) != OperationStatus.Done)
            return false;
        return (IsJoiningScript(before) && IsJoiningScript(after))
            || (rune.Value == ZeroWidthJoiner && IsEmojiPart(before) && IsEmojiPart(after));
    }

    /// <summary>Arabic and its extensions, Syriac and the like; the scripts of India.</summary>
    private static bool IsJoiningScript(Rune rune) => rune.Value is (>= 0x0600 and <= 0x08FF) or (>= 0x0900 and <= 0x0DFF);

    private static bool IsEmojiPart(Rune rune) => rune.Value == EmojiVariation
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    private static bool IsVisible(Rune rune)
    {
        if (rune.IsBmp && Blank.Contains((char)rune.Value))
            return false;
        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.Format
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
    }
}
