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
    private int _next;

    internal void Add(uint idHash, ReadOnlySpan<byte> offset)
    {
        ref var slot = ref _ring[_next++ % Max];
        if (slot.Buffer is null || slot.Buffer.Length < offset.Length)
            slot.Buffer = new byte[offset.Length + Spare];
        offset.CopyTo(slot.Buffer);
        (slot.IdHash, slot.Length) = (idHash, offset.Length);
    }

    /// <summary>All, the oldest first.</summary>
    internal IEnumerable<(uint IdHash, string Offset)> All()
    {
        for (var i = Math.Max(0, _next - Max); i < _next; i++)
            yield return (_ring[i % Max].IdHash, _ring[i % Max].Text);
    }

    /// <summary>
    /// The offset after the message of that hash; null when there is none. Of several the oldest: messages may come again then, but none is
    /// left out.
    /// </summary>
    internal string? Find(uint idHash)
    {
        foreach (var (hash, offset) in All())
            if (hash == idHash)
                return offset;
        return null;
    }

    private struct Slot
    {
        internal uint IdHash;
        internal int Length;
        internal byte[]? Buffer;

        internal readonly string Text => Encoding.ASCII.GetString(Buffer!, 0, Length);
    }
}
