using System.Buffers;
using System.Text;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>Writes what waits for a poll into one HTTP body.</summary>
internal static class PayloadWriter
{
    /// <summary>
    /// The body's form. A revision 3 client that knows XHR2 gets bytes as soon as the body is not plain ASCII: 1.x clients expect
    /// non-ASCII text in a text payload to be UTF-8 encoded twice, 2.x clients once, and both read the binary form alike.
    /// </summary>
    public static PayloadFormat Choose(EngineProtocol protocol, bool base64Only, ReadOnlySpan<EngineFrame> frames)
    {
        if (protocol == EngineProtocol.V4)
            return PayloadFormat.V4;
        if (base64Only)
            return PayloadFormat.V3Text;
        foreach (ref readonly var frame in frames)
        {
            if (frame.IsBinary || !Ascii.IsValid(frame.Bytes.Span) || !Ascii.IsValid(frame.Tail.Span))
                return PayloadFormat.V3Binary;
        }

        return PayloadFormat.V3Text;
    }

    public static void Write(IBufferWriter<byte> output, PayloadFormat format, ReadOnlySpan<EngineFrame> frames)
    {
        switch (format)
        {
            case PayloadFormat.V4:
                PayloadV4.Write(output, frames);
                break;
            case PayloadFormat.V3Text:
                PayloadV3Text.Write(output, frames);
                break;
            default:
                PayloadV3Binary.Write(output, frames);
                break;
        }
    }
}
