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

    /// <summary>The frame that sends such a packet.</summary>
    public static EngineFrame FrameOf(EnginePacket packet) => packet.IsBinary
        ? new EngineFrame(packet.Data, IsBinary: true)
        : new EngineFrame((byte[])[(byte)('0' + (int)packet.Type), .. packet.Data.Span]);

    /// <summary>How many packets end before that byte, whatever it and those behind it are.</summary>
    public int FramesBefore(int at) => Enumerable.Range(1, Frames.Length).Count(n => at >= EndOf(n));

    /// <summary>Revision 4 needs the separator, and something behind it.</summary>
    private int EndOf(int frames) => Payload.Write(Format, Frames[..frames]).Length + (Format == PayloadFormat.V4 ? 2 : 0);
}
