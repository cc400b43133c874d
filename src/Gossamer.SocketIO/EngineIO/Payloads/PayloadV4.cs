using System.Buffers;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>
/// Revision 4, "HTTP long-polling":
/// <code>
/// payload = packet *( %x1E packet )
/// packet  = type data  /  "b" base64         the latter a binary message
/// </code>
/// </summary>
internal static class PayloadV4
{
    private const byte Separator = 0x1e;

    public static PayloadRead Read(ref ReadOnlyMemory<byte> rest, out EnginePacket packet)
    {
        var end = rest.Span.IndexOf(Separator);
        var text = end < 0 ? rest : rest[..end];
        var trailing = end == rest.Length - 1;
        rest = end < 0 ? default : rest[(end + 1)..];
        return !trailing && EnginePacket.TryParseText(EngineProtocol.V4, text, out packet) ? PayloadRead.Packet : Fail(out packet);
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<EngineFrame> frames)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            if (i > 0)
                output.Write([Separator]);
            if (frames[i].IsBinary)
            {
                frames[i].WriteBytesAsText(output, EngineProtocol.V4);
            }
            else
            {
                output.Write(frames[i].Bytes.Span);
                output.Write(frames[i].Tail.Span);
            }
        }
    }

    private static PayloadRead Fail(out EnginePacket packet)
    {
        packet = default;
        return PayloadRead.Invalid;
    }
}
