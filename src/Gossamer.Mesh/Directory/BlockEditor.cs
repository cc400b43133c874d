namespace Gossamer.Mesh;

/// <summary>
/// Makes blocks out of blocks, one entry in, changed or out. Around the place the bytes are copied as they are; only the entry behind
/// it changes what it shares with the one before, and what it then needs stands in its own suffix or in that of the entry taken out.
/// </summary>
internal static class BlockEditor
{
    internal static byte[] First(ReadOnlySpan<byte> name, ReadOnlySpan<byte> locations)
    {
        Span<byte> entry = new byte[BlockEntry.MaxBytes(locations.Length)];
        return [1, .. entry[..BlockEntry.Write(entry, 0, name, [], locations)]];
    }

    internal static byte[] Insert(byte[] block, BlockPosition position, ReadOnlySpan<byte> name, ReadOnlySpan<byte> locations)
    {
        var isLast = position.Index == block[0];
        var next = isLast ? default : BlockEntry.Read(block, position.At);
        Span<byte> entries = new byte[BlockEntry.MaxBytes(locations.Length) + BlockEntry.MaxBytes(next.Locations.Length)];
        var written = BlockEntry.Write(entries, position.SharedBefore, name[position.SharedBefore..], [], locations);
        if (!isLast)
            written += BlockEntry.Write(
                entries[written..], position.SharedWith, next.Suffix[(position.SharedWith - next.Shared)..], [], next.Locations);
        return Splice(block, position.At, entries[..written], isLast ? block.Length : next.End, +1);
    }

    internal static byte[] Update(byte[] block, BlockPosition position, ReadOnlySpan<byte> locations)
    {
        var entry = BlockEntry.Read(block, position.At);
        return Splice(block, entry.LocationsStart, locations, entry.End, 0);
    }

    internal static byte[] Remove(byte[] block, BlockPosition position)
    {
        var entry = BlockEntry.Read(block, position.At);
        if (position.Index == block[0] - 1)
            return Splice(block, position.At, [], entry.End, -1);

        var next = BlockEntry.Read(block, entry.End);
        var shared = Math.Min(entry.Shared, next.Shared);
        Span<byte> written = new byte[BlockEntry.MaxBytes(next.Locations.Length)];
        var length = BlockEntry.Write(written, shared, entry.Suffix[..(next.Shared - shared)], next.Suffix, next.Locations);
        return Splice(block, position.At, written[..length], next.End, -1);
    }

    private static byte[] Splice(byte[] block, int from, ReadOnlySpan<byte> middle, int to, int added)
    {
        var result = GC.AllocateUninitializedArray<byte>(from + middle.Length + block.Length - to);
        block.AsSpan(0, from).CopyTo(result);
        middle.CopyTo(result.AsSpan(from));
        block.AsSpan(to).CopyTo(result.AsSpan(from + middle.Length));
        result[0] = (byte)(block[0] + added);
        return result;
    }
}
