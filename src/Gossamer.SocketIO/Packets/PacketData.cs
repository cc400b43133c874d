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
        PacketType.Connect => packet.Data.IsEmpty || IsJson(packet, '{'),
        PacketType.Disconnect => packet.Data.IsEmpty,
        PacketType.Event or PacketType.BinaryEvent => IsEvent(packet.Data.Span),
        PacketType.Ack or PacketType.BinaryAck => packet.AckId is not null && IsJson(packet, '['),
        _ => IsJson(packet, '{') || IsJson(packet, '"'),
    };

    private static bool IsEvent(ReadOnlySpan<byte> json) =>
        JsonText.IsValid(json) && EventName.TryRead(json, out var name) && !ReservedEvents.Contains(name);

    private static bool IsJson(in Packet packet, char first)
    {
        var json = packet.Data.Span.TrimStart(" \t\r\n"u8);
        return !json.IsEmpty && json[0] == first && JsonText.IsValid(json);
    }
}
