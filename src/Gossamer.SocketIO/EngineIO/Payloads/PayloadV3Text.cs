using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>
/// Revision 3, "Payload", as text:
/// <code>
/// payload = 1*( length ":" packet )          length in UTF-16 units, as JavaScript counts
/// packet  = type data  /  "b4" base64        the latter a binary message
/// </code>
/// </summary>
internal static class PayloadV3Text
{
    private const int MaxLengthDigits = 10;

    public static PayloadRead Read(ref ReadOnlyMemory<byte> rest, out EnginePacket packet)
    {
        packet = default;
        if (!TryReadLength(rest.Span, out var units, out var header) || !TryMeasure(rest.Span[header..], units, out var bytes))
            return PayloadRead.Invalid;

        var text = rest.Slice(header, bytes);
        rest = rest[(header + bytes)..];
        return EnginePacket.TryParseText(EngineProtocol.V3, text, out packet) ? PayloadRead.Packet : PayloadRead.Invalid;
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<EngineFrame> frames)
    {
        foreach (ref readonly var frame in frames)
        {
            var bytes = frame.Bytes.Span;
            if (frame.IsBinary)
            {
                WriteLength(output, 2 + Base64Text.Length(bytes.Length));
                frame.WriteBytesAsText(output, EngineProtocol.V3);
            }
            else
            {
                WriteLength(output, Encoding.UTF8.GetCharCount(bytes) + Encoding.UTF8.GetCharCount(frame.Tail.Span));
                output.Write(bytes);
                output.Write(frame.Tail.Span);
            }
        }
    }

    private static bool TryReadLength(ReadOnlySpan<byte> span, out int units, out int header)
    {
        header = span[..Math.Min(span.Length, MaxLengthDigits + 1)].IndexOf((byte)':') + 1;
        units = 0;
        return header > 1 && Utf8Parser.TryParse(span[..(header - 1)], out units, out var used) && used == header - 1 && units > 0;
    }

    /// <summary>How many bytes the next <paramref name="units"/> UTF-16 units take; the text is known to be valid UTF-8.</summary>
    private static bool TryMeasure(ReadOnlySpan<byte> text, int units, out int bytes)
    {
        bytes = 0;
        while (units > 0 && bytes < text.Length)
        {
            var lead = text[bytes];
            bytes += lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            units -= lead < 0xf0 ? 1 : 2;
        }

        return units == 0;
    }

    private static void WriteLength(IBufferWriter<byte> output, int length)
    {
        var span = output.GetSpan(MaxLengthDigits + 1);
        length.TryFormat(span, out var written, default, CultureInfo.InvariantCulture);
        span[written] = (byte)':';
        output.Advance(written + 1);
    }
}
