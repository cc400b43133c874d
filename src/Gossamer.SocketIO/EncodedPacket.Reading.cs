using System.Buffers;
using System.Text.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <content>Read again, as the client will read it: for handlers of outgoing events, and for traces.</content>
public sealed partial class EncodedPacket
{
    private static readonly PacketLimits NoLimits = new(int.MaxValue, MaxNamespaceBytes: int.MaxValue);

    /// <returns>False when it is no event, as an application may have written one itself.</returns>
    internal bool TryRead(ISocketIOParser? parser, out ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte>[] attachments)
    {
        (json, attachments) = (default, _attachments);
        if (!IsBinary)
        {
            var frame = Tail.IsEmpty ? Frame : (byte[])[.. Frame.Span, .. Tail.Span];
            if (frame.IsEmpty || !PacketReader.TryRead(frame[1..], NoLimits, out var packet))
                return false;
            json = packet.Data;
            return packet.Type is PacketType.Event or PacketType.BinaryEvent;
        }

        if (parser?.TryParse(Frame, int.MaxValue, new ArrayBufferWriter<byte>(), out var parsed) != true)
            return false;
        (json, attachments) = (parsed.Data, [.. parsed.Attachments]);
        return parsed.Type == PacketType.Event;
    }

    /// <summary>The same event as a question; null: it is no event.</summary>
    internal EncodedPacket? WithAckId(long ackId, PacketEncoder encoder) => TryRead(encoder.Parser, out var json, out var attachments)
        ? encoder.Packet(PacketType.Event, json, attachments, ackId, offset: null)
        : null;

    /// <summary>The event's name, for people; null if it has none that can be read.</summary>
    internal string? ReadName(ISocketIOParser? parser)
    {
        if (!TryRead(parser, out var json, out _))
            return null;
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            return reader.Read() && reader.Read() ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
