using System.Text.Json;

namespace Gossamer.SocketIO.Json;

/// <summary>
/// Bytes inside a packet's JSON (Socket.IO protocol, "Packet encoding"):
/// <code>
/// {"_placeholder":true,"num":0}
/// </code>
/// A plain base64 string is taken as well, since that is how JSON carries bytes elsewhere.
/// </summary>
internal static class BinaryJson
{
    public static ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetBytesFromBase64();
        var number = ReadPlaceholder(ref reader);
        return Attachments.Current is { } attachments && attachments.TryGet(number, out var bytes) ? bytes : throw Missing(number);
    }

    /// <summary>Placeholders of the same number get the same array: a client may name one large attachment many times.</summary>
    public static byte[] ReadArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetBytesFromBase64();
        var number = ReadPlaceholder(ref reader);
        return Attachments.Current?.ArrayOf(number) ?? throw Missing(number);
    }

    public static void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> bytes)
    {
        if (Attachments.Current is not { } attachments)
        {
            writer.WriteBase64StringValue(bytes.Span);
            return;
        }

        writer.WriteStartObject();
        writer.WriteBoolean("_placeholder"u8, true);
        writer.WriteNumber("num"u8, attachments.Add(bytes));
        writer.WriteEndObject();
    }

    private static JsonException Missing(int number) => new($"There is no binary attachment number {number}.");

    private static int ReadPlaceholder(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Bytes are wanted here: a binary attachment, or base64.");

        var number = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNumber = reader.ValueTextEquals("num"u8);
            reader.Read();
            if (isNumber && !(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out number)))
                throw new JsonException("The number of a binary placeholder must be an integer.");
            reader.Skip();
        }

        return number;
    }
}
