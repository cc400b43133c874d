namespace Gossamer.Mesh;

/// <summary>
/// The blocks of all users in order, in leaves of some dozens: a tree of three levels. Immutable. A change makes a new block, a new
/// leaf and a new table, a few hundred bytes in all, and shares everything else with the table before.
/// </summary>
internal sealed class UserTable
{
    internal static readonly UserTable Empty = new([]);

    private const int MaxBlocks = 128; // in a leaf; one more makes two leaves

    private readonly byte[][][] _leaves;

    private UserTable(byte[][][] leaves) => _leaves = leaves;

    internal bool IsEmpty => _leaves.Length == 0;

    internal static UserTable Of(byte[][] blocks) => new([.. blocks.Chunk(MaxBlocks / 2)]);

    /// <summary>A block; null behind the last one.</summary>
    internal byte[]? this[BlockAddress address] => address.Leaf < _leaves.Length ? _leaves[address.Leaf][address.Block] : null;

    /// <summary>The address of the block after this one.</summary>
    internal BlockAddress After(BlockAddress address) =>
        address.Block + 1 < _leaves[address.Leaf].Length ? address with { Block = address.Block + 1 } : new(address.Leaf + 1, 0);

    /// <summary>How many blocks the leaf of this one has.</summary>
    internal int BlocksBeside(BlockAddress address) => _leaves[address.Leaf].Length;

    /// <summary>The only block that can hold the name, or the one where it belongs. Not of an empty table.</summary>
    internal BlockAddress Locate(ReadOnlySpan<byte> name)
    {
        var leaf = LastAtOrBefore<byte[][], FirstBlock>(_leaves, name);
        return new(leaf, LastAtOrBefore<byte[], Itself>(_leaves[leaf], name));
    }

    /// <summary>The table with some blocks of one leaf replaced by others, or by none.</summary>
    internal UserTable With(BlockAddress address, int replaced, ReadOnlySpan<byte[]> blocks)
    {
        if (IsEmpty)
            return new([[.. blocks]]);
        var before = _leaves[address.Leaf];
        byte[][] leaf = [.. before.AsSpan(0, address.Block), .. blocks, .. before.AsSpan(address.Block + replaced)];
        ReadOnlySpan<byte[][]> leaves = leaf.Length switch
        {
            0 => [],
            > MaxBlocks => [leaf[..(leaf.Length / 2)], leaf[(leaf.Length / 2)..]],
            _ => [leaf],
        };
        return new([.. _leaves.AsSpan(0, address.Leaf), .. leaves, .. _leaves.AsSpan(address.Leaf + 1)]);
    }

    /// <summary>The last that begins at or before the name; the first if none does.</summary>
    private static int LastAtOrBefore<T, TBlock>(T[] sorted, ReadOnlySpan<byte> name)
        where TBlock : struct, IBlockOf<T> // a struct's static is called directly: a lookup makes a dozen of these comparisons
    {
        var (low, high) = (0, sorted.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Block.FirstName(TBlock.Of(sorted[middle])).SequenceCompareTo(name) <= 0)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private interface IBlockOf<T>
    {
        static abstract byte[] Of(T item);
    }

    private readonly struct FirstBlock : IBlockOf<byte[][]>
    {
        public static byte[] Of(byte[][] leaf) => leaf[0];
    }

    private readonly struct Itself : IBlockOf<byte[]>
    {
        public static byte[] Of(byte[] block) => block;
    }
}
