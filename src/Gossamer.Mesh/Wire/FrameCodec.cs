using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace Gossamer.Mesh.Wire;

/// <summary>Frames to bytes and back. Reading never throws: what is no whole frame is refused.</summary>
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
        frame = null;
        try
        {
            var read = Parser.ParseFrom(bytes);
            if (!read.End)
                return false;
            frame = read;
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
