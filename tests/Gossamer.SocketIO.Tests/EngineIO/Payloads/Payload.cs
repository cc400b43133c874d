using System.Buffers;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

internal static class Payload
{
    /// <summary>Reads to the end, or to what is invalid; checks that it does end, and reads nothing but the body.</summary>
    public static (List<EnginePacket> Packets, PayloadRead Last) ReadAll(PayloadFormat format, ReadOnlySpan<byte> body)
    {
        var fenced = Wire.Fenced(body);
        var reader = new PayloadReader(format, fenced);
        var packets = new List<EnginePacket>();
        PayloadRead last;
        while ((last = reader.Read(out var packet)) == PayloadRead.Packet)
        {
            packets.Add(packet);
            packets.Count.ShouldBeLessThanOrEqualTo(body.Length);
            (packet.IsBinary && format != PayloadFormat.V3Binary || fenced.Holds(packet.Data)).ShouldBeTrue();
        }

        return (packets, last);
    }

    /// <summary>The same, and checks that what was read is a payload: written anew, it reads alike.</summary>
    public static (List<EnginePacket> Packets, PayloadRead Last) ReadChecked(PayloadFormat format, ReadOnlySpan<byte> body)
    {
        var (packets, last) = ReadAll(format, body);
        if (packets.Count > 0)
        {
            var frames = packets.Select(PayloadVector.FrameOf).ToArray();
            var (again, end) = ReadAll(format, Write(format, frames));
            end.ShouldBe(PayloadRead.End);
            again.ShouldHold(frames);
        }

        last.ShouldBeOneOf(packets.Count > 0 ? [PayloadRead.End, PayloadRead.Invalid] : [PayloadRead.Invalid]);
        return (packets, last);
    }

    public static byte[] Write(PayloadFormat format, EngineFrame[] frames)
    {
        var output = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(output, format, frames);
        return output.WrittenSpan.ToArray();
    }

    public static void ShouldHold(this List<EnginePacket> packets, EngineFrame[] frames)
    {
        packets.Count.ShouldBe(frames.Length);
        for (var i = 0; i < frames.Length; i++)
        {
            var expected = PayloadVector.PacketOf(frames[i]);
            packets[i].Type.ShouldBe(expected.Type);
            packets[i].IsBinary.ShouldBe(expected.IsBinary);
            packets[i].Data.Span.SequenceEqual(expected.Data.Span).ShouldBeTrue($"the data of packet {i}");
        }
    }
}
