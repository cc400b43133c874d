using System.Runtime.InteropServices;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// Which frames are in how many outboxes at a moment: those of a broadcast take memory once. Small ones count in full for each, for what
/// an outbox keeps of each frame is nearly as much; and so do those beyond a number of frames, so that this itself stays small.
/// </summary>
internal sealed class SharedFrames
{
    private const int LeastBytes = 1024;
    private const int MaxFrames = 65_536;

    private readonly Dictionary<byte[], int> _holders = new(ReferenceEqualityComparer.Instance);

    public void Count(ReadOnlySpan<EngineFrame> frames)
    {
        foreach (ref readonly var frame in frames)
        {
            if (ArrayOf(frame) is not { } array)
                continue;
            if (_holders.Count < MaxFrames)
                CollectionsMarshal.GetValueRefOrAddDefault(_holders, array, out _)++;
            else if (_holders.TryGetValue(array, out var holders))
                _holders[array] = holders + 1;
        }
    }

    /// <returns>What of the frames is other holders', in bytes: of a frame with four holders three quarters.</returns>
    public long OthersPart(ReadOnlySpan<EngineFrame> frames)
    {
        long part = 0;
        foreach (ref readonly var frame in frames)
        {
            if (ArrayOf(frame) is { } array && _holders.TryGetValue(array, out var holders) && holders > 1)
                part += frame.Bytes.Length - (frame.Bytes.Length / holders);
        }

        return part;
    }

    private static byte[]? ArrayOf(in EngineFrame frame) =>
        frame.Bytes.Length >= LeastBytes && MemoryMarshal.TryGetArray(frame.Bytes, out var segment) ? segment.Array : null;
}
