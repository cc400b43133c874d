using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>A buffer of the shared pool's that grows with what is put into it.</summary>
internal static class RentedBuffer
{
    /// <summary>Has room behind what is in use, at twice the size where there was too little.</summary>
    /// <param name="buffer">The buffer; null: there is none yet.</param>
    /// <param name="used">What of it is in use, in bytes.</param>
    /// <param name="more">What has to fit behind it, in bytes.</param>
    /// <param name="first">How large it is at first, at least, in bytes.</param>
    public static void Reserve([NotNull] ref byte[]? buffer, int used, int more, int first)
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(Math.Max(more, first));
        if (buffer.Length - used >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(used + more, (int)Math.Min(buffer.Length * 2L, Array.MaxLength)));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
