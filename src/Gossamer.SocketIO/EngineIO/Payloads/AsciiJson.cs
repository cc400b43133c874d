using System.Buffers;
using System.Text;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>Keeps a Socket.IO packet to ASCII: beyond it every UTF-16 unit of its JSON is written as <c>\\uXXXX</c>.</summary>
internal static class AsciiJson
{
    /// <summary>Part by part: no character is split between them.</summary>
    public static EngineFrame Escape(in EngineFrame frame) => new(Escape(frame.Bytes)) { Tail = Escape(frame.Tail) };

    public static ReadOnlyMemory<byte> Escape(ReadOnlyMemory<byte> packet)
    {
        if (Ascii.IsValid(packet.Span))
            return packet;

        var output = new ArrayBufferWriter<byte>(packet.Length * 3);
        var rest = packet.Span;
        Span<char> units = stackalloc char[2];
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            plain = plain < 0 ? rest.Length : plain;
            output.Write(rest[..plain]);
            rest = rest[plain..];
            if (rest.IsEmpty)
                break;
            Rune.DecodeFromUtf8(rest, out var rune, out var used);
            rest = rest[used..];
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
                WriteEscape(output, unit);
        }

        return output.WrittenMemory;
    }

    private static void WriteEscape(ArrayBufferWriter<byte> output, char unit)
    {
        output.Write("\\u"u8);
        ((int)unit).TryFormat(output.GetSpan(4), out var written, "x4", System.Globalization.CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
