using System.Text.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>Encoded packets to what they say, and back: servers with different parsers understand each other.</summary>
internal static class PacketCodec
{
    /// <summary>
    /// Without the offset at the end: what one server counts by tells the others nothing, and a client of Node's would take it for an
    /// argument.
    /// </summary>
    /// <returns>False: it is no event.</returns>
    public static bool TryRead(
        EncodedPacket packet, ISocketIOParser? parser, out ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte>[] attachments)
    {
        if (packet.IsBinary != parser is not null || !packet.TryRead(parser, out json, out attachments))
        {
            (json, attachments) = (default, []);
            return false;
        }

        if (packet.Offset is null)
            return true;
        byte[] end = [.. ","u8, .. JsonSerializer.SerializeToUtf8Bytes(packet.Offset, OffsetJson.Default.String), .. "]"u8];
        if (json.Span.EndsWith(end))
            json = (byte[])[.. json.Span[..^end.Length], .. "]"u8];
        return true;
    }

    /// <param name="encoder">The namespace's.</param>
    /// <param name="broadcast">The event.</param>
    /// <param name="offset">What stands at its end in this server's recovery; null: it is not recovered.</param>
    public static EncodedPacket Write(PacketEncoder encoder, BroadcastMessage broadcast, string? offset)
    {
        var json = broadcast.Json;
        if (offset is not null) // of letters that JSON leaves as they are
            json = (byte[])[.. json.Span[..^1], .. ",\""u8, .. System.Text.Encoding.ASCII.GetBytes(offset), .. "\"]"u8];
        return encoder.Packet(PacketType.Event, json, broadcast.Attachments, ackId: null, offset);
    }
}
