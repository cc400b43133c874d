using System.Text;

namespace Gossamer.Mesh;

/// <summary>
/// A session's offsets after its latest messages, by a hash of their ids: for clients that come back by naming the last message that they
/// saw.
/// </summary>
internal sealed class RecentOffsets
{
    private const int Max = 64; // what is in flight to one client when its connection breaks
    private const int Spare = 8; // offsets grow slowly, and buffers are used again

    private readonly Slot[] _ring = new Slot[Max];
    private uint _next; // wraps: its range is a multiple of the ring's

    internal void Add(uint idHash, ReadOnlySpan<byte> offset) => Set(ref _ring[_next++ % Max], idHash, offset);

    /// <summary>The client has got further since its last message, without one.</summary>
    internal void MoveLast(ReadOnlySpan<byte> offset)
    {
        ref var slot = ref _ring[(_next - 1) % Max];
        if (slot.Buffer is not null)
            Set(ref slot, slot.IdHash, offset);
    }

    private static void Set(ref Slot slot, uint idHash, ReadOnlySpan<byte> offset)
    {
        if (slot.Buffer is null || slot.Buffer.Length < offset.Length)
            slot.Buffer = new byte[offset.Length + Spare];
        offset.CopyTo(slot.Buffer);
        (slot.IdHash, slot.Length) = (idHash, offset.Length);
    }

    /// <summary>All, the oldest first.</summary>
    internal IEnumerable<(uint IdHash, string Offset)> All()
    {
        for (var i = 0; i < Max; i++)
            if (_ring[IndexOf(i)] is { Buffer: not null } slot)
                yield return (slot.IdHash, slot.Text);
    }

    /// <summary>
    /// The offset after the message of that hash; null when there is none. Of several the oldest: messages may come again then, but none is
    /// left out.
    /// </summary>
    internal string? Find(uint idHash)
    {
        for (var i = 0; i < Max; i++)
            if (_ring[IndexOf(i)] is { Buffer: not null } slot && slot.IdHash == idHash)
                return slot.Text;
        return null;
    }

    /// <summary>The oldest has age 0.</summary>
    private int IndexOf(int age) => (int)((_next + (uint)age) % Max);

    private struct Slot
    {
        internal uint IdHash;
        internal int Length;
        internal byte[]? Buffer;

        internal readonly string Text => Encoding.ASCII.GetString(Buffer!, 0, Length);
    }
}
