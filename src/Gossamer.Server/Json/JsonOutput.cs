using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Gossamer.Server.Json;

/// <summary>
/// Writes JSON as UTF-8, escaping only what JSON demands. <see cref="System.Text.Json.Utf8JsonWriter"/> with any of its encoders turns
/// an emoji's 4 bytes into the 12 of <c>\uD83D\uDE00</c>; a wire that is never embedded in HTML has no use for that.
/// One writer a thread, handed out by <see cref="Begin"/> and used up by <see cref="Take"/>.
/// </summary>
internal sealed class JsonOutput
{
    /// <summary>A buffer that one large text or list made larger than this is given back.</summary>
    private const int MaxKeptBytes = 128 * 1024;
    private const int MaxEscape = 6;

    private static readonly SearchValues<byte> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    [ThreadStatic]
    private static JsonOutput? _ofThisThread;

    private readonly ArrayBufferWriter<byte> _buffer = new();

    private JsonOutput()
    {
    }

    public static JsonOutput Begin()
    {
        var output = _ofThisThread ??= new JsonOutput();
        output._buffer.ResetWrittenCount();
        return output;
    }

    /// <summary>How many bytes are written so far.</summary>
    public int Length => _buffer.WrittenCount;

    /// <summary>Appends what is JSON already: punctuation, property names, frame prefixes.</summary>
    public JsonOutput Raw(ReadOnlySpan<byte> json)
    {
        _buffer.Write(json);
        return this;
    }

    /// <summary>Appends a string: quoted and escaped. <paramref name="utf8"/> is valid UTF-8.</summary>
    public JsonOutput Text(ReadOnlySpan<byte> utf8)
    {
        Raw("\""u8);
        while (utf8.IndexOfAny(MustEscape) is >= 0 and var plain)
        {
            _buffer.Write(utf8[..plain]);
            Escape(utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }
        _buffer.Write(utf8);
        return Raw("\""u8);
    }

    /// <summary>Appends a string: quoted and escaped. Half a surrogate pair becomes U+FFFD.</summary>
    public JsonOutput Text(ReadOnlySpan<char> text)
    {
        const int StackBytes = 256;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        var rented = size > StackBytes ? ArrayPool<byte>.Shared.Rent(size) : null;
        var utf8 = rented ?? stackalloc byte[StackBytes];
        Utf8.FromUtf16(text, utf8, out _, out var written);
        Text(utf8[..written]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public JsonOutput Number(long number)
    {
        const int MaxDigits = 20;
        number.TryFormat(_buffer.GetSpan(MaxDigits), out var written, provider: System.Globalization.CultureInfo.InvariantCulture);
        _buffer.Advance(written);
        return this;
    }

    /// <summary>A number of thousandths, with three digits behind the point: 1234 is <c>1.234</c>. From 0.</summary>
    public JsonOutput Thousandths(long number)
    {
        var rest = number % 1000;
        return Number(number / 1000).Raw("."u8).Raw(rest < 10 ? "00"u8 : rest < 100 ? "0"u8 : ""u8).Number(rest);
    }

    /// <summary>A copy of what was written, of exactly its size: frames stay in outboxes, the buffer stays here.</summary>
    public byte[] Take()
    {
        var bytes = _buffer.WrittenSpan.ToArray();
        Abandon();
        return bytes;
    }

    /// <summary>Ends it without a result.</summary>
    public void Abandon()
    {
        if (_buffer.Capacity > MaxKeptBytes)
            _ofThisThread = null;
    }

    private void Escape(byte value)
    {
        var target = _buffer.GetSpan(MaxEscape);
        target[0] = (byte)'\\';
        target[1] = value switch
        {
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            < 0x20 => (byte)'u',
            _ => value,
        };
        if (target[1] != 'u')
        {
            _buffer.Advance(2);
            return;
        }
        "00"u8.CopyTo(target[2..]);
        value.TryFormat(target[4..], out _, "x2", System.Globalization.CultureInfo.InvariantCulture);
        _buffer.Advance(MaxEscape);
    }
}
