using System.Numerics;
using System.Runtime.Intrinsics;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>The masking of a client's payload (RFC 6455, section 5.3): byte i is combined with byte i mod 4 of the key.</summary>
internal static class Masking
{
    /// <summary>Takes the mask off while copying.</summary>
    /// <param name="masked">A piece of a frame's payload.</param>
    /// <param name="output">At least as long.</param>
    /// <param name="key">The frame's key, its first byte lowest.</param>
    /// <param name="offset">Where in the payload the piece begins.</param>
    public static void Remove(ReadOnlySpan<byte> masked, Span<byte> output, uint key, long offset)
    {
        key = BitOperations.RotateRight(key, 8 * (int)(offset & 3));
        output = output[..masked.Length];
        var i = 0;
        if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            var keys = Vector128.Create(key).AsByte();
            for (; i <= masked.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
                (Vector128.Create(masked[i..]) ^ keys).CopyTo(output[i..]);
        }

        for (; i < masked.Length; i++)
            output[i] = (byte)(masked[i] ^ (byte)(key >> (8 * (i & 3))));
    }
}
