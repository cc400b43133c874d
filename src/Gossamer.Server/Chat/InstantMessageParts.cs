using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gossamer.Server.Chat;

/// <summary>The strings of a frame of <see cref="InstantMessageFrame"/> or <see cref="SignalFrame"/>, with their escapes, and its number.
/// </summary>
internal readonly ref struct InstantMessageParts
{
    private const int MaxNameBytes = 6 * 64 * 3; // a name's UTF-8, were all of it escaped; of an id likewise

    public ReadOnlySpan<byte> From { get; private init; }

    /// <summary>The recipient, or the room.</summary>
    public ReadOnlySpan<byte> To { get; private init; }

    public bool IsToRoom { get; private init; }

    public ReadOnlySpan<byte> Text { get; private init; }

    public ReadOnlySpan<byte> Id { get; private init; }

    public long At { get; private init; }

    /// <summary>Of <see cref="SignalFrame"/>; empty: it is none.</summary>
    public ReadOnlySpan<byte> Kind { get; private init; }

    /// <summary>False when the frame is not as those classes write one, to the byte.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out InstantMessageParts parts)
    {
        parts = default;
        var cursor = new FrameCursor(frame);
        var isSignal = !cursor.Skip("""42["im",{"from":"""u8);
        if ((isSignal && !cursor.Skip("""42["signal",{"from":"""u8)) || !cursor.Text(out var from))
            return false;
        ReadOnlySpan<byte> kind = default;
        var isToRoom = cursor.Skip(""","room":"""u8);
        if ((!isToRoom && !cursor.Skip(""","to":"""u8)) || !cursor.Text(out var to)
            || (isSignal && (!cursor.Skip(""","kind":"""u8) || !cursor.Text(out kind) || !InstantMessage.IsKind(kind)))
            || !cursor.Skip(""","text":"""u8) || !cursor.Text(out var text)
            || !cursor.Skip(isSignal ? ""","id":"""u8 : ""","forwarded":false,"id":"""u8) || !cursor.Text(out var id)
            || !cursor.Skip(""","at":"""u8) || !cursor.Number(out var at)
            || !cursor.Skip("}"u8) || !cursor.IsAtEnd || !Utf8.IsValid(frame))
            return false;
        parts = new() { From = from, To = to, IsToRoom = isToRoom, Text = text, Id = id, At = at, Kind = kind };
        return Math.Max(Math.Max(from.Length, to.Length), id.Length) <= MaxNameBytes;
    }

    /// <summary>Whether one of the strings but for the text is that value.</summary>
    public static bool Is(scoped ReadOnlySpan<byte> raw, string value)
    {
        if (value.Length > raw.Length)
            return false;
        return Ascii.Equals(raw, value) ? !raw.Contains((byte)'\\') : IsEscapedOrNotAscii(raw, value);
    }

    private static bool IsEscapedOrNotAscii(scoped ReadOnlySpan<byte> raw, string value)
    {
        Span<byte> unescaped = stackalloc byte[MaxNameBytes];
        if (raw.Contains((byte)'\\'))
            raw = unescaped[..Unescape(raw, unescaped)];
        Span<byte> expected = stackalloc byte[MaxNameBytes];
        return Encoding.UTF8.TryGetBytes(value, expected, out var length) && raw.SequenceEqual(expected[..length]);
    }

    /// <summary>One of the strings but for the text.</summary>
    public static string Read(ReadOnlySpan<byte> raw)
    {
        Span<byte> unescaped = stackalloc byte[MaxNameBytes];
        return Encoding.UTF8.GetString(unescaped[..Unescape(raw, unescaped)]);
    }

    /// <summary>Whether the text is no longer than so many UTF-16 units.</summary>
    public bool HasTextUpTo(int units) => Text.Length <= units || UnitsOf(Text) <= units;

    private static int UnitsOf(ReadOnlySpan<byte> raw)
    {
        var units = Encoding.UTF8.GetCharCount(raw);
        for (var at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            var length = raw[at + 1] == 'u' ? 6 : 2;
            units -= length - 1;
            raw = raw[(at + length)..];
        }

        return units;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, Span<byte> to)
    {
        Span<byte> quoted = stackalloc byte[MaxNameBytes + 2];
        quoted[0] = (byte)'"';
        raw.CopyTo(quoted[1..]);
        quoted[raw.Length + 1] = (byte)'"';
        var reader = new Utf8JsonReader(quoted[..(raw.Length + 2)]);
        reader.Read();
        return reader.CopyString(to);
    }
}
