using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>Reads a table entry by entry.</summary>
internal ref struct TableCursor
{
    private static readonly byte[] Nothing = [0];

    private readonly UserTable _table;
    private BlockAddress _next; // the block that follows the one being read
    private BlockCursor _block;

    /// <summary>From a block on; the first if none is given.</summary>
    internal TableCursor(UserTable table, BlockAddress start = default)
    {
        (_table, _next) = (table, start);
        _block = new(Nothing);
    }

    [UnscopedRef]
    internal readonly ReadOnlySpan<byte> Name => _block.Name;

    internal readonly ReadOnlySpan<byte> Locations => _block.Locations;

    /// <summary>The block that begins with the next entry; null within a block and at the table's end.</summary>
    internal readonly byte[]? NextBlock => _block.IsAtEnd ? _table[_next] : null;

    /// <summary>Passes over <see cref="NextBlock"/>.</summary>
    internal void SkipBlock() => _next = _table.After(_next);

    internal bool MoveNext()
    {
        while (!_block.MoveNext())
        {
            if (_table[_next] is not { } block)
                return false;
            _block = new(block);
            _next = _table.After(_next);
        }

        return true;
    }
}
