using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// Checks that text is one JSON value (RFC 8259) and looks at nothing else. Takes what <see cref="System.Text.Json.Utf8JsonReader"/>
/// takes, its depth of 64 included, in a third of the time: no token is kept or handed out. Never throws.
/// Positions are passed and returned rather than kept in fields, so that they stay in registers.
/// </summary>
internal static class JsonText
{
    private const int MaxDepth = 64;
    private const int Invalid = -1;

    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        var (at, depth) = (0, 0);
        var objects = 0UL; // a bit for each open object or array, the innermost lowest: 1 for objects
        while (true)
        {
            at = SkipSpace(text, at);
            if (at == text.Length)
                return false;
            if (text[at] is (byte)'{' or (byte)'[')
            {
                if (depth == MaxDepth)
                    return false;
                var isObject = text[at] == '{';
                at = SkipSpace(text, at + 1);
                if (at == text.Length)
                    return false;
                if (text[at] != (isObject ? '}' : ']'))
                {
                    (objects, depth) = ((objects << 1) | (isObject ? 1UL : 0), depth + 1);
                    if (isObject && (at = SkipKey(text, at)) < 0)
                        return false;
                    continue;
                }

                at++;
            }
            else if ((at = SkipScalar(text, at)) < 0)
            {
                return false;
            }

            at = SkipEnds(text, at, ref depth, ref objects);
            if (at < 0 || depth == 0)
                return at == text.Length;
        }
    }

    /// <summary>Bytes of a string that stand for themselves, from the beginning of <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PlainLength(ReadOnlySpan<byte> text)
    {
        var at = 0;
        for (; text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(text[at..]);
            var special = Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(bytes, Vector128.Create((byte)' '));
            if (special != Vector128<byte>.Zero)
                return at + BitOperations.TrailingZeroCount(special.ExtractMostSignificantBits());
        }

        while (at < text.Length && text[at] >= ' ' && text[at] is not ((byte)'"' or (byte)'\\'))
            at++;
        return at;
    }

    /// <summary>Behind a value: closes what ends here and stands before the next value, or at the end, when the depth is 0.</summary>
    private static int SkipEnds(ReadOnlySpan<byte> text, int at, ref int depth, ref ulong objects)
    {
        while (true)
        {
            at = SkipSpace(text, at);
            if (depth == 0)
                return at;
            if (at == text.Length)
                return Invalid;
            var next = text[at++];
            var isObject = (objects & 1) != 0;
            if (next == ',')
                return isObject ? SkipKey(text, SkipSpace(text, at)) : at;
            if (next != (isObject ? '}' : ']'))
                return Invalid;
            (objects, depth) = (objects >> 1, depth - 1);
        }
    }

    private static int SkipKey(ReadOnlySpan<byte> text, int at)
    {
        if (at == text.Length || text[at] != '"' || (at = SkipString(text, at)) < 0)
            return Invalid;
        at = SkipSpace(text, at);
        return at < text.Length && text[at] == ':' ? at + 1 : Invalid;
    }

    private static int SkipScalar(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        (byte)'"' => SkipString(text, at),
        (byte)'t' => SkipWord(text, at, "true"u8),
        (byte)'f' => SkipWord(text, at, "false"u8),
        (byte)'n' => SkipWord(text, at, "null"u8),
        _ => SkipNumber(text, at),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipString(ReadOnlySpan<byte> text, int at)
    {
        at++;
        at += PlainLength(text[at..]);
        return Is(text, at, '"') ? at + 1 : SkipStringWithEscapes(text, at);
    }

    private static int SkipStringWithEscapes(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] != '"')
        {
            at = SkipEscape(text, at);
            if (at < 0)
                return Invalid;
            at += PlainLength(text[at..]);
        }

        return at < text.Length ? at + 1 : Invalid;
    }

    private static int SkipEscape(ReadOnlySpan<byte> text, int at)
    {
        const int UnicodeLength = 6;
        if (text[at] != '\\' || text.Length - at < 2)
            return Invalid;
        switch (text[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u' when text.Length - at >= UnicodeLength:
                foreach (var digit in text.Slice(at + 2, UnicodeLength - 2))
                {
                    if (!char.IsAsciiHexDigit((char)digit))
                        return Invalid;
                }

                return at + UnicodeLength;
            default:
                return Invalid;
        }
    }

    /// <summary>
    /// <code>
    /// number = [ "-" ] ( "0" / digit1-9 *digit ) [ "." 1*digit ] [ ( "e" / "E" ) [ "+" / "-" ] 1*digit ]
    /// </code>
    /// </summary>
    private static int SkipNumber(ReadOnlySpan<byte> text, int at)
    {
        if (Is(text, at, '-'))
            at++;
        at = Is(text, at, '0') ? at + 1 : SkipDigits(text, at);
        if (at >= 0 && Is(text, at, '.'))
            at = SkipDigits(text, at + 1);
        if (at < 0 || !(Is(text, at, 'e') || Is(text, at, 'E')))
            return at;
        at++;
        return SkipDigits(text, Is(text, at, '+') || Is(text, at, '-') ? at + 1 : at);
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        var first = at;
        while (at < text.Length && char.IsAsciiDigit((char)text[at]))
            at++;
        return at > first ? at : Invalid;
    }

    private static int SkipWord(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> word) =>
        text[at..].StartsWith(word) ? at + word.Length : Invalid;

    private static bool Is(ReadOnlySpan<byte> text, int at, char expected) => at < text.Length && text[at] == expected;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipSpace(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && text[at] > ' ' ? at : SkipSomeSpace(text, at);

    private static int SkipSomeSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            at++;
        return at;
    }
}
