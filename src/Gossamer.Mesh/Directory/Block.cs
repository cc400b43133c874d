namespace Gossamer.Mesh;

/// <summary>
/// A run of entries in the order of their names: their number in the first byte, then the entries; the first name shares nothing.
/// A block is never written to again: a change makes another one.
/// </summary>
internal static class Block
{
    /// <summary>More entries than this make two blocks.</summary>
    internal const int MaxEntries = 64;

    /// <summary>A block with fewer joins a neighbour that has room.</summary>
    internal const int MinEntries = 20;

    /// <summary>Where the first entry begins.</summary>
    internal const int FirstEntry = 1;

    internal static int Count(byte[] block) => block[0];

    /// <summary>The first name, which stands there whole.</summary>
    internal static ReadOnlySpan<byte> FirstName(byte[] block) => BlockEntry.Read(block, FirstEntry).Suffix;

    /// <summary>
    /// Finds a name or where it would be. What two neighbours share tells most entries' order without a look at their bytes: with
    /// <c>matched</c> bytes of the name found in an entry before it, an entry that shares more than these with that one is before it
    /// as well, and one that shares fewer is behind it.
    /// </summary>
    internal static BlockPosition Find(byte[] block, ReadOnlySpan<byte> name)
    {
        var (at, matched) = (FirstEntry, 0);
        for (var index = 0; index < block[0]; index++)
        {
            var entry = BlockEntry.Read(block, at);
            if (entry.Shared < matched)
                return new(at, index, matched, entry.Shared, IsFound: false);
            if (entry.Shared == matched)
            {
                var rest = name[matched..];
                var common = entry.Suffix.CommonPrefixLength(rest);
                if (common == rest.Length)
                    return new(at, index, matched, matched + common, IsFound: common == entry.Suffix.Length);
                if (common < entry.Suffix.Length && entry.Suffix[common] > rest[common])
                    return new(at, index, matched, matched + common, IsFound: false);
                matched += common;
            }

            at = entry.End;
        }

        return new(at, block[0], matched, 0, IsFound: false);
    }
}
