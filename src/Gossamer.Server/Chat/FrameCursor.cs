using System.Buffers;
using System.Buffers.Text;

namespace Gossamer.Server.Chat;

/// <summary>
/// Walks over a frame as <see cref="Json.JsonOutput"/> writes it, and over nothing else: each step is false where the frame differs.
/// </summary>
internal ref struct FrameCursor(ReadOnlySpan<byte> frame)
{
    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    private ReadOnlySpan<byte> _rest = frame;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public bool Skip(scoped ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
            return false;
        _rest = _rest[expected.Length..];
        return true;
    }

    /// <param name="raw">What stands between the quotes, with its escapes.</param>
    public bool Text(out ReadOnlySpan<byte> raw)
    {
        raw = default;
        if (!Skip("\""u8))
            return false;
        for (var at = 0; _rest[at..].IndexOfAny(Special) is >= 0 and var plain;)
        {
            at += plain;
            if (_rest[at] == '"')
            {
                raw = _rest[..at];
                _rest = _rest[(at + 1)..];
                return true;
            }

            if (EscapeLength(_rest[at..]) is not (> 0 and var length))
                return false;
            at += length;
        }

        return false;
    }

    public bool Number(out long number)
    {
        if (_rest.IsEmpty || !char.IsAsciiDigit((char)_rest[0]) || !Utf8Parser.TryParse(_rest, out number, out var length)
            || (_rest[0] == '0' && length > 1))
        {
            number = 0;
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    private static int EscapeLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '\\')
            return 0;
        if (text[1] != 'u')
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 2 : 0;
        return text.Length >= 6 && text[2..4].SequenceEqual("00"u8) && text[4] is (byte)'0' or (byte)'1'
            && char.IsAsciiHexDigitLower((char)text[5]) ? 6 : 0;
    }
}
