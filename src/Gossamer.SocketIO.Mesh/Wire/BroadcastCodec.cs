using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Wire;

/// <summary>Encoded events to the messages of rooms.proto and back.</summary>
internal static class BroadcastCodec
{
    public static Broadcast Encode(EncodedPacket packet, BroadcastTarget target)
    {
        var encoded = new Broadcast
        {
            Target = TargetCodec.Encode(target),
            Frame = FrameOf(packet),
            Offset = packet.Offset ?? "",
            Binary = packet.IsBinary,
            Volatile = target.Volatile,
            Uncompressed = !target.Compress,
        };
        foreach (var attachment in packet.Attachments)
            encoded.Attachments.Add(UnsafeByteOperations.UnsafeWrap(attachment));
        return encoded;
    }

    public static (EncodedPacket Packet, BroadcastTarget Target) Decode(Broadcast broadcast)
    {
        var packet = EncodedPacket.FromParts(
            broadcast.Frame.Memory,
            [.. broadcast.Attachments.Select(static attachment => attachment.Memory)],
            broadcast.Offset.Length == 0 ? null : broadcast.Offset,
            broadcast.Binary);
        var target = TargetCodec.Decode(broadcast.Target) with { Volatile = broadcast.Volatile, Compress = !broadcast.Uncompressed };
        return (packet, target);
    }

    private static ByteString FrameOf(EncodedPacket packet) => packet.Tail.IsEmpty
        ? UnsafeByteOperations.UnsafeWrap(packet.Frame)
        : ByteString.CopyFrom([.. packet.Frame.Span, .. packet.Tail.Span]);
}
