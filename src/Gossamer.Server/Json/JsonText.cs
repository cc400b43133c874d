using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gossamer.Server.Json;

/// <summary>
/// A JSON string as a client sent it, unescaped, as valid UTF-8. What no encoding can hold (half a surrogate pair, bytes that are no
/// UTF-8) becomes U+FFFD, because <see cref="Utf8JsonReader.GetString"/> throws on it and clients must not be able to cause that.
/// </summary>
internal readonly ref struct JsonText
{
    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    private JsonText(ReadOnlySpan<byte> utf8, bool isExact)
    {
        Utf8 = utf8;
        IsExact = isExact;
        IsPresent = true;
    }

    /// <summary>False for the default value: there was no string.</summary>
    public bool IsPresent { get; }

    public ReadOnlySpan<byte> Utf8 { get; }

    /// <summary>False when something had to be replaced.</summary>
    public bool IsExact { get; }

    /// <summary>Reads the string or property name that <paramref name="reader"/> stands on.</summary>
    public static JsonText Read(scoped ref readonly Utf8JsonReader reader)
    {
        var raw = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (!reader.ValueIsEscaped)
            return Checked(raw, isExact: true);

        var unescaped = new byte[raw.Length]; // an escape is never shorter than what it stands for
        var length = Unescape(raw, unescaped, out var isExact);
        return Checked(unescaped.AsSpan(0, length), isExact);
    }

    /// <summary>Reads the value that <paramref name="reader"/> stands on if it is a string; otherwise nothing is present.</summary>
    public static JsonText ReadIfString(scoped ref readonly Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Read(in reader) : default;

    /// <summary>The text as a string, refused when it is not exactly what the client meant.</summary>
    public bool TryGetExact([NotNullWhen(true)] out string? text)
    {
        text = IsExact ? Encoding.UTF8.GetString(Utf8) : null;
        return IsExact;
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    private static JsonText Checked(ReadOnlySpan<byte> utf8, bool isExact) =>
        System.Text.Unicode.Utf8.IsValid(utf8)
            ? new JsonText(utf8, isExact)
            : new JsonText(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8)), isExact: false);

    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target, out bool isExact)
    {
        isExact = true;
        var written = 0;
        while (escaped.IndexOf((byte)'\\') is >= 0 and var plain)
        {
            escaped[..plain].CopyTo(target[written..]);
            written += plain;
            escaped = escaped[plain..];
            if (escaped[1] == 'u')
            {
                escaped = escaped[UnescapeUnicode(escaped, target, ref written, ref isExact)..];
                continue;
            }
            target[written++] = UnescapeLetter(escaped[1]);
            escaped = escaped[2..];
        }
        escaped.CopyTo(target[written..]);
        return written + escaped.Length;
    }

    private static byte UnescapeLetter(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };

    /// <summary><c>\uXXXX</c>, or two of them that make one character. Returns how many bytes of the input that took.</summary>
    private static int UnescapeUnicode(ReadOnlySpan<byte> escaped, Span<byte> target, ref int written, ref bool isExact)
    {
        const int One = 6, Two = 12;
        var first = Unit(escaped);
        if (Rune.TryCreate(first, out var rune))
        {
            written += rune.EncodeToUtf8(target[written..]);
            return One;
        }
        if (escaped.Length >= Two && escaped[One..].StartsWith("\\u"u8) && Rune.TryCreate(first, Unit(escaped[One..]), out rune))
        {
            written += rune.EncodeToUtf8(target[written..]);
            return Two;
        }
        isExact = false;
        Replacement.CopyTo(target[written..]);
        written += Replacement.Length;
        return One;
    }

    private static char Unit(ReadOnlySpan<byte> escaped) =>
        (char)ushort.Parse(escaped.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
