using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>
/// Revision 3, "Payload", as bytes (both sides know XHR2):
/// <code>
/// payload = 1*( kind length %xFF packet )
/// kind    = %x00 (text) / %x01 (binary)
/// length  = 1*%x00-09                        decimal digits as numbers, most significant first; counts bytes
/// packet  = type data                        type as character in text, as number in binary
/// </code>
/// </summary>
internal static class PayloadV3Binary
{
    private const byte TextKind = 0;
    private const byte BinaryKind = 1;
    private const byte LengthEnd = 0xff;
    private const int MaxLengthDigits = 9;

    public static PayloadRead Read(ref ReadOnlyMemory<byte> rest, out EnginePacket packet)
    {
        packet = default;
        if (!TryReadHeader(rest.Span, out var kind, out var length, out var header) || length > rest.Length - header)
            return PayloadRead.Invalid;

        var bytes = rest.Slice(header, length);
        rest = rest[(header + length)..];
        return TryParse(kind, bytes, out packet) ? PayloadRead.Packet : PayloadRead.Invalid;
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<EngineFrame> frames)
    {
        foreach (ref readonly var frame in frames)
        {
            if (frame.IsBinary)
            {
                WriteHeader(output, BinaryKind, frame.Length + 1);
                output.Write([(byte)EnginePacketType.Message]);
            }
            else
            {
                WriteHeader(output, TextKind, frame.Length);
            }

            output.Write(frame.Bytes.Span);
            output.Write(frame.Tail.Span);
        }
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> span, out byte kind, out int length, out int header)
    {
        (kind, length, header) = (span[0], 0, 1);
        for (; header < span.Length && header <= MaxLengthDigits && span[header] <= 9; header++)
            length = (length * 10) + span[header];
        return kind <= BinaryKind && length > 0 && header < span.Length && span[header++] == LengthEnd;
    }

    private static bool TryParse(byte kind, ReadOnlyMemory<byte> bytes, out EnginePacket packet)
    {
        if (kind == BinaryKind)
            return EnginePacket.TryParseBinary(EngineProtocol.V3, bytes, out packet);
        packet = default;
        return Utf8.IsValid(bytes.Span) && EnginePacket.TryParseText(bytes, out packet);
    }

    private static void WriteHeader(IBufferWriter<byte> output, byte kind, int length)
    {
        var span = output.GetSpan(MaxLengthDigits + 4);
        length.TryFormat(span[1..], out var digits, default, CultureInfo.InvariantCulture);
        span[0] = kind;
        for (var i = 1; i <= digits; i++)
            span[i] -= (byte)'0';
        span[digits + 1] = LengthEnd;
        output.Advance(digits + 2);
    }
}
