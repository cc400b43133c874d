using System.Runtime.InteropServices;

namespace Gossamer.Mesh;

/// <summary>Frames as logs and outboxes share them.</summary>
internal static class FrameMemory
{
    /// <summary>The array that the memory is, or a copy when it is a part of one.</summary>
    internal static byte[] ToExactArray(this ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && array.Length == memory.Length
            ? array
            : memory.ToArray();
}
