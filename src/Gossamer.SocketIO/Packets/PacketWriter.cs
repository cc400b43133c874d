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
    private const int MaxPunctuation = 4;

    /// <summary>The frame in memory of its own, and nothing else allocated: it may live long.</summary>
    public static byte[] Frame(PacketType type, string ns, ReadOnlySpan<byte> json = default, long? ackId = null, int attachments = 0)
    {
        Span<byte> head = stackalloc byte[128];
        var bound = MaxHeadLength(ns);
        if (bound > head.Length)
            head = new byte[bound];
        head = head[..WriteHead(head, type, ns, ackId, attachments)];

        var frame = new byte[head.Length + json.Length];
        head.CopyTo(frame);
        json.CopyTo(frame.AsSpan(head.Length));
        return frame;
    }

    public static void Write(
        IBufferWriter<byte> output, PacketType type, string ns, ReadOnlySpan<byte> json = default, long? ackId = null, int attachments = 0)
    {
        var span = output.GetSpan(MaxHeadLength(ns) + json.Length);
        var head = WriteHead(span, type, ns, ackId, attachments);
        json.CopyTo(span[head..]);
        output.Advance(head + json.Length);
    }

    private static int MaxHeadLength(string ns) =>
        MaxPunctuation + (2 * MaxDigits) + (ns is "/" ? 0 : Encoding.UTF8.GetMaxByteCount(ns.Length));

    private static int WriteHead(Span<byte> output, PacketType type, string ns, long? ackId, int attachments)
    {
        (output[0], output[1]) = ((byte)'4', (byte)('0' + (int)type));
        var at = 2;
        if (type is PacketType.BinaryEvent or PacketType.BinaryAck)
        {
            at += WriteNumber(output[at..], attachments);
            output[at++] = (byte)'-';
        }

        if (ns is not "/")
        {
            at += Encoding.UTF8.GetBytes(ns, output[at..]);
            output[at++] = (byte)',';
        }

        if (ackId is { } id)
            at += WriteNumber(output[at..], id);
        return at;
    }

    private static int WriteNumber(Span<byte> output, long number)
    {
        number.TryFormat(output, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }
}
