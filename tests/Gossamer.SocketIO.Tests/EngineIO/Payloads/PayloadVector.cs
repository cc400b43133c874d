using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

/// <summary>A body on the wire and the packets that it holds: drives the reader and the writer.</summary>
internal sealed record PayloadVector(string Name, PayloadFormat Format, byte[] Body, params EngineFrame[] Frames)
{
    public override string ToString() => Name;

    /// <summary>The packet that a frame is to the one who receives it.</summary>
    public static EnginePacket PacketOf(in EngineFrame frame) => frame.IsBinary
        ? new EnginePacket(EnginePacketType.Message, frame.Bytes, IsBinary: true)
        : new EnginePacket((EnginePacketType)(frame.Bytes.Span[0] - '0'), frame.Bytes[1..]);
}
