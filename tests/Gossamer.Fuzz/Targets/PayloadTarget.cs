using System.Buffers;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.Fuzz.Targets;

/// <summary>The bodies of polling requests: packets that were read and are written again are read the same.</summary>
internal sealed class PayloadTarget : FuzzTarget
{
    private readonly PayloadFormat _format;

    private PayloadTarget(string name, PayloadFormat format, params string[] seeds)
        : base(name, seeds) => _format = format;

    public static PayloadTarget V4() => new("payload-v4", PayloadFormat.V4, "4hello\x1e2\x1e4world", "4hello\x1e" + "bAQIDBA==", "1");

    public static PayloadTarget V3Text() =>
        new("payload-v3-text", PayloadFormat.V3Text, "6:4hello2:4\xe2\x82\xac", "2:4\xe2\x82\xac10:b4AQIDBA==", "1:2");

    public static PayloadTarget V3Binary() =>
        new("payload-v3-binary", PayloadFormat.V3Binary, "\0\x04\xff\x34\xe2\x82\xac\x01\x04\xff\x04\x01\x02\x03", "\0\x01\x02\xff"
            + "4hello world");

    public override void Run(byte[] input)
    {
        var packets = new List<EnginePacket>();
        if (!TryRead(input, packets))
            return;

        var output = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(output, _format, [.. packets.Where(IsMessageOrText).Select(Frame)]);
        var again = new List<EnginePacket>();
        FuzzFailure.Unless(output.WrittenCount == 0 || TryRead(output.WrittenMemory, again), "what was written cannot be read");
        FuzzFailure.Unless(packets.Where(IsMessageOrText).SequenceEqual(again, Same), "what was written reads differently");
    }

    private static bool IsMessageOrText(EnginePacket packet) => !packet.IsBinary || packet.Type == EnginePacketType.Message;

    private static EngineFrame Frame(EnginePacket packet) =>
        packet.IsBinary ? new EngineFrame(packet.Data, IsBinary: true)
            : new EngineFrame((byte[])[(byte)('0' + (int)packet.Type), .. packet.Data.Span]);

    private static readonly IEqualityComparer<EnginePacket> Same = EqualityComparer<EnginePacket>.Create(
        (a, b) => a.Type == b.Type && a.IsBinary == b.IsBinary && a.Data.Span.SequenceEqual(b.Data.Span));

    private bool TryRead(ReadOnlyMemory<byte> body, List<EnginePacket> packets)
    {
        var reader = new PayloadReader(_format, body);
        while (true)
        {
            switch (reader.Read(out var packet))
            {
                case PayloadRead.Packet:
                    packets.Add(packet);
                    break;
                case PayloadRead.End:
                    return true;
                default:
                    return false;
            }
        }
    }
}
