using System.Buffers.Text;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// Socket.IO protocol, "Packet encoding":
/// <code>
/// packet = type [ attachments "-" ] [ namespace "," ] [ ack-id ] [ json ]
/// </code>
/// The comma may be missing when nothing follows the namespace. Never throws.
/// </summary>
internal static class PacketReader
{
    /// <summary>Digits of the largest integer that JavaScript counts exactly, 2^53.</summary>
    private const int MaxAckDigits = 16;
    private const int MaxAttachmentDigits = 5;

    public static bool TryRead(ReadOnlyMemory<byte> text, PacketLimits limits, out Packet packet)
    {
        packet = default;
        var span = text.Span;
        if (span.IsEmpty || (uint)(span[0] - '0') > (uint)PacketType.BinaryAck)
            return false;

        var type = (PacketType)(span[0] - '0');
        var at = 1;
        if (!TryReadAttachments(span, type, limits, ref at, out var attachments)
            || !TryReadNamespace(span, limits, ref at, out var ns)
            || !TryReadAckId(span, ref at, out var ackId))
            return false;

        packet = new Packet(type, text.Slice(ns.Start, ns.Length), ackId, attachments, text[at..]);
        return PacketData.IsValid(packet);
    }

    private static bool TryReadAttachments(ReadOnlySpan<byte> span, PacketType type, PacketLimits limits, ref int at, out int count)
    {
        count = 0;
        if (type is not (PacketType.BinaryEvent or PacketType.BinaryAck))
            return true;

        var digits = span.Slice(at, Math.Min(span.Length - at, MaxAttachmentDigits + 1)).IndexOf((byte)'-');
        if (digits <= 0 || !Utf8Parser.TryParse(span.Slice(at, digits), out count, out var used) || used != digits)
            return false;
        at += digits + 1;
        return count >= 0 && count <= limits.MaxAttachments;
    }

    private static bool TryReadNamespace(ReadOnlySpan<byte> span, PacketLimits limits, ref int at, out (int Start, int Length) ns)
    {
        ns = default;
        if (at == span.Length || span[at] != '/')
            return true;

        var comma = span[at..].IndexOf((byte)',');
        var length = comma < 0 ? span.Length - at : comma;
        ns = (at, length);
        at += comma < 0 ? length : length + 1;
        return length <= limits.MaxNamespaceBytes;
    }

    private static bool TryReadAckId(ReadOnlySpan<byte> span, ref int at, out long? ackId)
    {
        ackId = null;
        if (at < span.Length && span[at] == '[')
            return true; // nearly every packet
        var digits = span[at..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? span.Length - at : digits;
        if (digits == 0)
            return true;
        if (digits > MaxAckDigits || !Utf8Parser.TryParse(span.Slice(at, digits), out long id, out _))
            return false;
        ackId = id;
        at += digits;
        return true;
    }
}
