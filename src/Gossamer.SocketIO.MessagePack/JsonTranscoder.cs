using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// Writes MessagePack as JSON, as JavaScript would if it had read it (notepack's decoder) and wrote it with <c>JSON.stringify</c>:
/// <code>
/// date        "2026-01-31T12:00:00.000Z"; null before the year 1 and after 9999
/// undefined   null in an array; a member of an object is left out
/// NaN, Infinity   null
/// extension   [type, bytes]
/// bytes       {"_placeholder":true,"num":N}, or base64 where there are no attachments
/// </code>
/// Grows: six bytes of JSON for a byte of MessagePack at the most (a control character), but for attachments, which are limited.
/// </summary>
/// <param name="json">What is written to.</param>
/// <param name="attachments">Gets the bytes, as copies; null: they are written as base64.</param>
/// <param name="maxAttachments">How many there may be.</param>
/// <param name="timestamps">Whether extension -1 is a date, as in later notepack; else it is an extension as any other.</param>
internal readonly ref struct JsonTranscoder(
    Utf8JsonWriter json, List<ReadOnlyMemory<byte>>? attachments, int maxAttachments, bool timestamps = false)
{
    /// <summary>As deep as the server takes JSON: what <see cref="Utf8JsonReader"/> reads.</summary>
    private const int MaxDepth = 64;

    private const long MinDate = -62_135_596_800_000; // 0001-01-01, in ms from 1970
    private const long MaxDate = 253_402_300_799_999; // 9999-12-31
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const double TwoTo63 = 9_223_372_036_854_775_808;

    /// <summary>Writes the next value.</summary>
    /// <returns>False when it is not whole, too deep, or has too many attachments.</returns>
    public bool TryWrite(ref TokenReader reader, int depth = 0) => reader.TryRead(out var token) && TryWrite(ref reader, token, depth);

    private bool TryWrite(ref TokenReader reader, Token token, int depth)
    {
        switch (token.Kind)
        {
            case TokenKind.Array:
                return TryWriteArray(ref reader, token.Count, depth + 1);
            case TokenKind.Map:
                return TryWriteObject(ref reader, token.Count, depth + 1);
            case TokenKind.Binary or TokenKind.Extension:
                return TryWriteBytes(token, depth);
            case TokenKind.String:
                WriteString(token.Bytes);
                return true;
            case TokenKind.Boolean:
                json.WriteBooleanValue(token.Number != 0);
                return true;
            case TokenKind.Integer:
                json.WriteNumberValue(token.Number);
                return true;
            case TokenKind.Unsigned:
                json.WriteNumberValue((ulong)token.Number);
                return true;
            case TokenKind.Float:
                WriteFloat(token.Float);
                return true;
            default:
                json.WriteNullValue();
                return true;
        }
    }

    private bool TryWriteArray(ref TokenReader reader, uint count, int depth)
    {
        if (depth > MaxDepth)
            return false;
        json.WriteStartArray();
        for (var i = 0u; i < count; i++)
        {
            if (!TryWrite(ref reader, depth))
                return false;
        }

        json.WriteEndArray();
        return true;
    }

    private bool TryWriteObject(ref TokenReader reader, uint count, int depth)
    {
        if (depth > MaxDepth)
            return false;
        json.WriteStartObject();
        for (var i = 0u; i < count; i++)
        {
            if (!reader.TryRead(out var key) || !reader.TryRead(out var value))
                return false;
            if (value.IsUndefined)
                continue;
            if (!TryWriteName(key) || !TryWrite(ref reader, value, depth))
                return false;
        }

        json.WriteEndObject();
        return true;
    }

    /// <summary>JavaScript's names are strings; other languages' maps may have numbers.</summary>
    private bool TryWriteName(Token key)
    {
        if (key.Kind == TokenKind.Integer)
            json.WritePropertyName(key.Number.ToString(CultureInfo.InvariantCulture));
        else if (key.Kind != TokenKind.String)
            return false;
        else if (Utf8.IsValid(key.Bytes))
            json.WritePropertyName(key.Bytes);
        else
            json.WritePropertyName(Encoding.UTF8.GetString(key.Bytes));
        return true;
    }

    private void WriteString(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            json.WriteStringValue(utf8);
        else
            json.WriteStringValue(Encoding.UTF8.GetString(utf8)); // with U+FFFD for what is wrong, as in JavaScript
    }

    /// <summary>Whole numbers without an exponent, so that they are read as integers.</summary>
    private void WriteFloat(double number)
    {
        if (!double.IsFinite(number))
            json.WriteNullValue();
        else if (number is >= -TwoTo63 and < TwoTo63 && number == Math.Floor(number))
            json.WriteNumberValue((long)number);
        else
            json.WriteNumberValue(number);
    }

    private bool TryWriteBytes(Token token, int depth)
    {
        if (token.IsBytes)
            return TryAttach(token.Bytes, depth + 1);
        if (token.IsUndefined)
            json.WriteNullValue();
        else if (token.IsDate)
            WriteDate(BinaryPrimitives.ReadInt64BigEndian(token.Bytes));
        else if (timestamps && Timestamp.TryRead(token, out var time))
            WriteDate(time);
        else
            return TryWriteExtension(token, depth + 1);
        return true;
    }

    private bool TryWriteExtension(Token token, int depth)
    {
        json.WriteStartArray();
        json.WriteNumberValue(token.Number);
        var isWritten = TryAttach(token.Bytes, depth + 1);
        json.WriteEndArray();
        return isWritten;
    }

    /// <param name="time">In ms from 1970.</param>
    private void WriteDate(long time)
    {
        if (time is < MinDate or > MaxDate)
        {
            json.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[32];
        DateTime.UnixEpoch.AddMilliseconds(time).TryFormat(text, out var length, DateFormat, CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..length]);
    }

    private bool TryAttach(ReadOnlySpan<byte> bytes, int depth)
    {
        if (attachments is null)
        {
            json.WriteBase64StringValue(bytes);
            return true;
        }

        if (depth > MaxDepth || attachments.Count == maxAttachments)
            return false;
        json.WriteStartObject();
        json.WriteBoolean("_placeholder"u8, true);
        json.WriteNumber("num"u8, attachments.Count);
        json.WriteEndObject();
        attachments.Add(bytes.ToArray());
        return true;
    }
}
