using System.Buffers;
using System.Text;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// Packets as MessagePack, as npm's <c>socket.io-msgpack-parser</c> 3.x has them, for clients 3.x and 4.x:
/// <code>
/// { type: 0..4, [data], [id], nsp }
/// </code>
/// <code>
/// builder.Services.AddSocketIO(options => options.Parser = new MessagePackParser());
/// </code>
/// </summary>
public sealed class MessagePackParser : ISocketIOParser
{
    /// <summary>In bytes. Its JSON may be six times as long, and so is still below what memory in one piece can be.</summary>
    private const int MaxMessage = 160_000_000;

    /// <inheritdoc/>
    public bool TryParse(ReadOnlyMemory<byte> message, int maxAttachments, ArrayBufferWriter<byte> json, out SocketIOPacket packet)
    {
        ArgumentNullException.ThrowIfNull(json);
        packet = default;
        if (message.Length > MaxMessage || !Envelope.TryRead(message.Span, out var envelope))
            return false;
        packet = new SocketIOPacket(envelope.Type, envelope.Namespace, envelope.AckId);
        return envelope.Data.IsEmpty || TryReadData(envelope.Data, maxAttachments, json, ref packet);
    }

    /// <summary>Writes one packet as a message of MessagePack.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="output">Gets the message.</param>
    /// <exception cref="System.Text.Json.JsonException">The application gave something that is not JSON.</exception>
    /// <exception cref="InvalidOperationException">Or JSON with half of an escaped surrogate pair.</exception>
    public void Write(in SocketIOPacket packet, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new MessageWriter(output);
        writer.Map(2 + (packet.AckId is null ? 0 : 1) + (packet.Data.IsEmpty ? 0 : 1));
        if (packet is { Type: PacketType.Ack, AckId: { } answered }) // the order of Node's server
            Write(writer, "id"u8, answered);
        Write(writer, "type"u8, (long)packet.Type);
        if (!packet.Data.IsEmpty)
        {
            writer.String("data"u8);
            MessageTranscoder.Write(packet.Data.Span, packet.Attachments, writer);
        }

        if (packet is { Type: not PacketType.Ack, AckId: { } asked })
            Write(writer, "id"u8, asked);
        writer.String("nsp"u8);
        writer.String(Encoding.UTF8.GetBytes(packet.Namespace));
    }

    private static bool TryReadData(ReadOnlySpan<byte> data, int maxAttachments, ArrayBufferWriter<byte> json, ref SocketIOPacket packet)
    {
        var attachments = packet.Type is PacketType.Event or PacketType.Ack ? new List<ReadOnlyMemory<byte>>() : null;
        var writer = SpareJsonWriter.Take(json);
        var reader = new TokenReader(data);
        var isRead = new JsonTranscoder(writer, attachments, maxAttachments).TryWrite(ref reader);
        SpareJsonWriter.Return(writer);
        if (isRead)
            packet = packet with { Data = json.WrittenMemory, Attachments = attachments is { Count: > 0 } ? attachments.ToArray() : [] };
        return isRead;
    }

    private static void Write(MessageWriter writer, ReadOnlySpan<byte> name, long number)
    {
        writer.String(name);
        writer.Integer(number);
    }
}
