using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Frames to bytes and back, by the generated code. Reading never throws: what is no whole frame is refused. Links write receipts and
/// forwards by <see cref="ReceiptWriter"/> and <see cref="ForwardWriter"/>, and read frames as <see cref="ArrivedFrame"/>.
/// </summary>
internal static class FrameCodec
{
    private static readonly MessageParser<Frame> Parser = Frame.Parser.WithDiscardUnknownFields(true);

    internal static void Write(Frame frame, IBufferWriter<byte> output)
    {
        frame.End = true;
        frame.WriteTo(output);
    }

    internal static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Frame? frame)
    {
        if (TryReadFields(bytes, out frame) && frame.End)
            return true;
        frame = null;
        return false;
    }

    /// <summary>Fields of a frame, whether or not they are all of it.</summary>
    internal static bool TryReadFields(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Frame? frame)
    {
        try
        {
            frame = Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            frame = null;
            return false;
        }
    }
}
