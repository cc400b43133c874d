using System.Buffers;
using System.Text;

namespace Gossamer.SocketIO.MessagePack.Tests;

/// <summary>Messages as tests write them down and read them.</summary>
internal static class Wire
{
    public const int MaxAttachments = 10;

    private static readonly MessagePackParser Parser = new();

    /// <summary>Spaces are for the reader.</summary>
    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static bool TryParse(ReadOnlyMemory<byte> message, out SocketIOPacket packet) =>
        Parser.TryParse(message, MaxAttachments, new ArrayBufferWriter<byte>(), out packet);

    public static SocketIOPacket Parse(ReadOnlyMemory<byte> message)
    {
        TryParse(message, out var packet).ShouldBeTrue(Convert.ToHexString(message.Span));
        return packet;
    }

    /// <summary>An event of the main namespace whose data are these bytes.</summary>
    public static byte[] Event(string data) => Hex($"83 a474797065 02 a36e7370 a12f a464617461 {data}");

    public static byte[] Write(SocketIOPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        Parser.Write(packet, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Write(string json, params ReadOnlyMemory<byte>[] attachments) =>
        Write(new SocketIOPacket(PacketType.Event, "/", AckId: null, Encoding.UTF8.GetBytes(json)) { Attachments = attachments });

    public static string Json(this SocketIOPacket packet) => Encoding.UTF8.GetString(packet.Data.Span);

    public static string[] Attached(this SocketIOPacket packet) =>
        [.. packet.Attachments.Select(static attachment => Convert.ToHexStringLower(attachment.Span))];
}
