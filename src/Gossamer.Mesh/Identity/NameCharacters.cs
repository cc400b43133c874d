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
    private const int EmptyBraille = 0x2800; // a symbol by its category, and yet blank
    private const string Invisible = "a user name has no invisible characters";

    // Printable ASCII needs no second look.
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c)]);

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
        UnicodeCategory.Format when !Joins(rune, previous, rest) => Invisible,
        not UnicodeCategory.Format when IsIgnorable(rune.Value) && !ShowsAsEmoji(rune, previous) => Invisible,
        _ => null,
    };

    /// <summary>
    /// Default_Ignorable_Code_Point of Unicode, without what is of the category Format: what shows as nothing where it is not understood.
    /// </summary>
    private static bool IsIgnorable(int value) => value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
        or 0x2065 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Asks for the coloured form of a symbol.</summary>
    private static bool ShowsAsEmoji(Rune rune, Rune? previous) =>
        rune.Value == EmojiVariation && previous is { } before && before.Value != EmojiVariation && IsEmojiPart(before);

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

    /// <summary>A symbol, a tone of skin, or the mark behind a symbol.</summary>
    private static bool IsEmojiPart(Rune rune) => rune.Value is EmojiVariation or (>= 0x1F3FB and <= 0x1F3FF)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    private static bool IsVisible(Rune rune) => rune.Value != EmptyBraille && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.SpaceSeparator or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
