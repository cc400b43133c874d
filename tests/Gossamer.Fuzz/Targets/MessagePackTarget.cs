using System.Buffers;
using System.Text.Json;
using Gossamer.SocketIO;
using Gossamer.SocketIO.MessagePack;

namespace Gossamer.Fuzz.Targets;

/// <summary>
/// The packet as MessagePack: what is read is JSON, no longer than it may be, and reads the same when it is written again.
/// </summary>
internal sealed class MessagePackTarget() : FuzzTarget("msgpack")
{
    private const int MaxAttachments = 10;
    private const int MaxGrowth = 6; // bytes of JSON for one of MessagePack
    private const int AttachmentGrowth = 40;

    private static readonly MessagePackParser Parser = new();

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "82a47479706500a36e7370a12f",
            "83a47479706500a46461746182a3736964a3616263a3706964a3646566a36e7370a62f61646d696e",
            "85a47479706502a46461746191a3666f6fa76f7074696f6e7381a8636f6d7072657373c3a2696403a36e7370a12f",
            "84a47479706502a46461746192a362617a82a16191c40101a16281a163c402ff00a2696407a36e7370a62f61646d696e",
            "83a47479706502a46461746193a164d7000000019c13ec9e00d700ffffffffffffffffa36e7370a12f",
            "83a47479706502a46461746193a175d4000082a161d40000a16201a36e7370a12f",
            "83a47479706502a46461746195a166cb7ff8000000000000ca3dcccccdcf8000000000000000d3ffe0000000000001a36e7370a12f",
            "83a47479706502a46461746195a162c70300010203c70105ffdc0001c0de0001a161d60501020304a36e7370a12f",
            "84a269640fa47479706503a46461746192a3626172c4026869a36e7370a12f",
            "83a47479706504a46461746181a76d657373616765ae4e6f7420617574686f72697a6564a36e7370a12f",
        }.Select(Convert.FromHexString),
    ];

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[]
        {
            "a474797065", "a464617461", "a26964", "a36e7370", "a12f", "c0", "c1", "c2", "c3", "d40000", "d70000000000000000ff", "c400",
            "ca7fc00000", "cb7ff0000000000000", "cfffffffffffffffff", "d38000000000000000", "dcffff", "ddffffffff", "deffff", "dfffffffff",
            "c6ffffffff", "c9ffffffff00", "dbffffffff", "80", "8f", "90", "9f", "a0", "a3eda080", "ac5f706c616365686f6c646572", "a36e756d",
            "e0",
        }.Select(Convert.FromHexString),
    ];

    public override void Run(byte[] input)
    {
        if (!TryParse(input, out var packet))
            return;
        FuzzFailure.Unless(packet.Attachments.Count <= MaxAttachments, "more attachments than may be");
        FuzzFailure.Unless(
            packet.Data.Length <= (MaxGrowth * input.Length) + (AttachmentGrowth * packet.Attachments.Count), "JSON that is too long");
        using var data = packet.Data.IsEmpty ? null : JsonDocument.Parse(packet.Data, new JsonDocumentOptions { MaxDepth = 64 });

        var output = new ArrayBufferWriter<byte>();
        Parser.Write(packet, output);
        FuzzFailure.Unless(TryParse(output.WrittenMemory, out var again), "what was written cannot be read");
        FuzzFailure.Unless(
            again.Type == packet.Type && again.AckId == packet.AckId && again.Namespace == packet.Namespace
                && again.Data.Span.SequenceEqual(packet.Data.Span),
            "what was written reads differently");
    }

    private static bool TryParse(ReadOnlyMemory<byte> message, out SocketIOPacket packet) =>
        Parser.TryParse(message, MaxAttachments, new ArrayBufferWriter<byte>(), out packet);
}
