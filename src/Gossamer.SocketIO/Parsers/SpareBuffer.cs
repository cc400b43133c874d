using System.Buffers;

namespace Gossamer.SocketIO.Parsers;

/// <summary>A buffer for one packet, kept by its thread for the next.</summary>
internal static class SpareBuffer
{
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spare;

    /// <summary>An empty buffer that nobody else has until it is returned; it need not be.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var taken = _spare ?? new ArrayBufferWriter<byte>();
        _spare = null;
        return taken;
    }

    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > MaxKept)
            return;
        buffer.ResetWrittenCount();
        _spare = buffer;
    }
}
