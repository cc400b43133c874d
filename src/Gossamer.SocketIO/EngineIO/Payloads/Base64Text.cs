using System.Buffers;
using System.Buffers.Text;

namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>Base64 as both revisions use it inside text payloads.</summary>
internal static class Base64Text
{
    public static bool TryDecode(ReadOnlySpan<byte> text, out byte[] bytes)
    {
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var done = Base64.DecodeFromUtf8(text, buffer, out _, out var written) == OperationStatus.Done;
        bytes = !done ? [] : written == buffer.Length ? buffer : buffer[..written];
        return done;
    }

    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        var target = output.GetSpan(Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, target, out _, out var written);
        output.Advance(written);
    }

    public static int Length(int bytes) => Base64.GetMaxEncodedToUtf8Length(bytes);
}
