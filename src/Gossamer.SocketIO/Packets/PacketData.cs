using System.Text.Json;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// What each type of packet wants as its data:
/// <code>
/// CONNECT         nothing, or an object            protocol 5: the client's auth
/// DISCONNECT      nothing
/// EVENT           a non-empty array                first the event's name: a string, none of the reserved ones
/// ACK             an array                         with an ack id
/// CONNECT_ERROR   a string or an object
/// </code>
/// </summary>
internal static class PacketData
{
    public static bool IsValid(in Packet packet) => packet.Type switch
    {
        PacketType.Connect => packet.Data.IsEmpty || StartsWith(packet, JsonTokenType.StartObject),
        PacketType.Disconnect => packet.Data.IsEmpty,
        PacketType.Event or PacketType.BinaryEvent => IsEvent(packet.Data.Span),
        PacketType.Ack or PacketType.BinaryAck => packet.AckId is not null && StartsWith(packet, JsonTokenType.StartArray),
        _ => StartsWith(packet, JsonTokenType.StartObject) || StartsWith(packet, JsonTokenType.String),
    };

    private static bool IsEvent(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray
                && reader.Read() && IsName(reader) && !ReservedEvents.Contains(reader)
                && IsWholeRest(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// A string that can be compared. Half an escaped surrogate pair cannot: the reader lets it pass, and throws when it is asked
    /// for the string or for a comparison.
    /// </summary>
    private static bool IsName(in Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (!reader.ValueIsEscaped)
            return true;
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool StartsWith(in Packet packet, JsonTokenType first)
    {
        var reader = new Utf8JsonReader(packet.Data.Span);
        try
        {
            return reader.Read() && reader.TokenType == first && IsWholeRest(ref reader);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads to the end; whatever is not JSON on the way throws inside the reader, which has no other way to say so.</summary>
    private static bool IsWholeRest(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
        }

        return reader.CurrentDepth == 0;
    }
}
