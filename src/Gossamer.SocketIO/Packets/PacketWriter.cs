using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// Writes packets as Engine.IO messages; see <see cref="PacketReader"/> for the grammar.
/// <code>
/// frame = "4" type [ attachments "-" ] [ namespace "," ] [ ack-id ] [ json ]
/// </code>
/// </summary>
internal static class PacketWriter
{
    private const int MaxDigits = 20;

    public static byte[] Frame(PacketType type, string ns, ReadOnlySpan<byte> json = default, long? ackId = null, int attachments = 0)
    {
        var output = new ArrayBufferWriter<byte>(2 + (2 * MaxDigits) + Encoding.UTF8.GetMaxByteCount(ns.Length) + json.Length);
        Write(output, type, ns, json, ackId, attachments);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(
        IBufferWriter<byte> output, PacketType type, string ns, ReadOnlySpan<byte> json = default, long? ackId = null, int attachments = 0)
    {
        output.Write([(byte)'4', (byte)('0' + (int)type)]);
        if (type is PacketType.BinaryEvent or PacketType.BinaryAck)
        {
            WriteNumber(output, attachments);
            output.Write("-"u8);
        }

        if (ns is not "/")
        {
            Encoding.UTF8.GetBytes(ns, output);
            output.Write(","u8);
        }

        if (ackId is { } id)
            WriteNumber(output, id);
        output.Write(json);
    }

    private static void WriteNumber(IBufferWriter<byte> output, long number)
    {
        number.TryFormat(output.GetSpan(MaxDigits), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
