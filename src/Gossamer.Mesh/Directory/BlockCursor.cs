using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gossamer.Mesh;

/// <summary>Reads a block entry by entry, with their names made whole.</summary>
internal ref struct BlockCursor
{
    private readonly byte[] _block;
    private NameBuffer _name;
    private int _length;
    private int _locations;
    private int _next;
    private int _left;

    internal BlockCursor(byte[] block) => (_block, _next, _left) = (block, Block.FirstEntry, Block.Count(block));

    /// <summary>No entry is left.</summary>
    internal readonly bool IsAtEnd => _left == 0;

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Name => ((ReadOnlySpan<byte>)_name)[.._length];

    internal readonly ReadOnlySpan<byte> Locations => _block.AsSpan(_locations, _next - _locations);

    internal bool MoveNext()
    {
        if (_left == 0)
            return false;
        _left--;
        var entry = BlockEntry.Read(_block, _next);
        entry.Suffix.CopyTo(((Span<byte>)_name)[entry.Shared..]);
        _length = entry.Shared + entry.Suffix.Length;
        _locations = entry.LocationsStart;
        _next = entry.End;
        return true;
    }

    [InlineArray(UserNameCodec.Max)]
    private struct NameBuffer
    {
        private byte _first;
    }
}
