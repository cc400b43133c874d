using System.Buffers;
using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Json;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>
/// The client's side of Socket.IO's packet encoding, by the library's own reader and writer; nothing else here knows them. One a
/// connection, since attachments follow their packet. Reading is not thread-safe.
/// </summary>
internal sealed class PacketCodec(JsonSerializerOptions json)
{
    /// <summary>What the wire can say at the most; bounds are the server's affair.</summary>
    private static readonly PacketLimits Limits = new(MaxAttachments: 99_999, MaxNamespaceBytes: int.MaxValue);

    private BinaryAssembly? _assembly; // while a packet's attachments are awaited

    public static EngineFrame[] Connect(string ns, ReadOnlySpan<byte> auth) =>
        [new EngineFrame(PacketWriter.Frame(PacketType.Connect, ns, auth))];

    public static EngineFrame[] Disconnect(string ns) => [new EngineFrame(PacketWriter.Frame(PacketType.Disconnect, ns))];

    public EngineFrame[] Event(string ns, string name, object?[] arguments, long? ackId) =>
        Write(PacketType.Event, ns, name, arguments, ackId);

    public EngineFrame[] Ack(string ns, long ackId, object?[] arguments) => Write(PacketType.Ack, ns, name: null, arguments, ackId);

    /// <param name="message">An Engine.IO message; may be kept.</param>
    /// <param name="isBinary">Whether it is an attachment.</param>
    /// <param name="packet">The packet that it completes; null while attachments are awaited.</param>
    /// <returns>False when it is not the protocol.</returns>
    public bool TryRead(ReadOnlyMemory<byte> message, bool isBinary, out ServerPacket? packet)
    {
        packet = null;
        if (isBinary)
        {
            if (_assembly is null || !_assembly.TryAdd(message, Limits))
                return false;
        }
        else
        {
            if (_assembly is not null || !PacketReader.TryRead(message, Limits, out var read))
                return false;
            _assembly = new BinaryAssembly(read, message.Length);
        }

        if (_assembly.IsComplete)
        {
            packet = Packet(_assembly);
            _assembly = null;
        }

        return true;
    }

    private static ServerPacket Packet(BinaryAssembly assembly)
    {
        var (packet, attachments) = assembly.Whole;
        var ns = packet.Namespace.IsEmpty ? "/" : Encoding.UTF8.GetString(packet.Namespace.Span);
        return new ServerPacket(packet.Type, ns, packet.AckId, packet.Data, attachments);
    }

    /// <summary>The JSON first, since only then it is known whether the packet is a binary one.</summary>
    private EngineFrame[] Write(PacketType type, string ns, string? name, object?[] arguments, long? ackId)
    {
        var output = new ArrayBufferWriter<byte>();
        var attachments = Attachments.Collect((output, name, arguments, json), static s =>
        {
            using var writer = new Utf8JsonWriter(s.output, SocketIOJson.WriterOptions);
            writer.WriteStartArray();
            if (s.name is not null)
                writer.WriteStringValue(s.name);
            foreach (var argument in s.arguments)
                Write(writer, argument, s.json);
            writer.WriteEndArray();
        });
        if (attachments.Length > 0)
            type = type == PacketType.Event ? PacketType.BinaryEvent : PacketType.BinaryAck;
        var text = new EngineFrame(PacketWriter.Frame(type, ns, output.WrittenSpan, ackId, attachments.Length));
        return [text, .. attachments.Select(static bytes => new EngineFrame(bytes, IsBinary: true))];
    }

    private static void Write(Utf8JsonWriter writer, object? value, JsonSerializerOptions json)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            JsonSerializer.Serialize(writer, value, SocketIOJson.For(value.GetType(), json));
    }
}
