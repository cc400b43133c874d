using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Parsers;

namespace Gossamer.SocketIO.Packets;

/// <summary>Writes the packets of one namespace as its server's clients read them.</summary>
/// <param name="Parser">The server's parser; null: the default one.</param>
/// <param name="Namespace">The namespace's name.</param>
internal readonly record struct PacketEncoder(ISocketIOParser? Parser, string Namespace)
{
    /// <summary>A packet without attachments that is sent to one client.</summary>
    public EngineFrame Frame(PacketType type, ReadOnlySpan<byte> json = default) => Parser is null
        ? new EngineFrame(PacketWriter.Frame(type, Namespace, json))
        : new EngineFrame(Message(Parser, new SocketIOPacket(type, Namespace, AckId: null, json.ToArray())), IsBinary: true);

    /// <param name="type">EVENT or ACK.</param>
    /// <param name="json">Its data.</param>
    /// <param name="attachments">The bytes behind the placeholders in it.</param>
    /// <param name="ackId">The number under which an answer is expected or given.</param>
    /// <param name="offset">The offset at the end of the data, if there is one.</param>
    public EncodedPacket Packet(
        PacketType type, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte>[] attachments, long? ackId, string? offset)
    {
        if (Parser is not null)
        {
            var packet = new SocketIOPacket(type, Namespace, ackId, json) { Attachments = attachments };
            return new EncodedPacket(Message(Parser, packet), attachments: null, offset, isBinary: true);
        }

        if (attachments.Length > 0)
            type = type == PacketType.Event ? PacketType.BinaryEvent : PacketType.BinaryAck;
        return new EncodedPacket(PacketWriter.Frame(type, Namespace, json.Span, ackId, attachments.Length), attachments, offset);
    }

    private static byte[] Message(ISocketIOParser parser, in SocketIOPacket packet)
    {
        var output = SpareBuffer.Take();
        parser.Write(packet, output);
        var message = output.WrittenSpan.ToArray();
        SpareBuffer.Return(output);
        return message;
    }
}
