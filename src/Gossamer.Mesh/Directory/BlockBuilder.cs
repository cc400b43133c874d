namespace Gossamer.Mesh;

/// <summary>Packs entries that come in the order of their names into blocks of a given number of entries.</summary>
internal sealed class BlockBuilder(int entriesPerBlock)
{
    private readonly List<byte[]> _blocks = [];
    private readonly byte[] _last = new byte[UserNameCodec.Max];
    private byte[] _buffer = new byte[4096];
    private int _lastLength;
    private int _written = Block.FirstEntry;
    private int _count;

    /// <summary>How many entries were added.</summary>
    internal int Entries { get; private set; }

    internal void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> locations)
    {
        if (_count == entriesPerBlock)
            End();
        var most = _written + BlockEntry.MaxBytes(locations.Length);
        if (most > _buffer.Length)
            Array.Resize(ref _buffer, 2 * most);

        var shared = _count == 0 ? 0 : name.CommonPrefixLength(_last.AsSpan(0, _lastLength));
        _written += BlockEntry.Write(_buffer.AsSpan(_written), shared, name[shared..], [], locations);
        name.CopyTo(_last);
        _lastLength = name.Length;
        _count++;
        Entries++;
    }

    /// <summary>Adds all entries of a block.</summary>
    internal BlockBuilder Add(byte[] block)
    {
        for (var cursor = new BlockCursor(block); cursor.MoveNext();)
            Add(cursor.Name, cursor.Locations);
        return this;
    }

    /// <summary>All blocks, the one under way included.</summary>
    internal byte[][] Build()
    {
        End();
        return [.. _blocks];
    }

    private void End()
    {
        if (_count == 0)
            return;
        _buffer[0] = (byte)_count;
        _blocks.Add(_buffer.AsSpan(0, _written).ToArray());
        (_written, _count) = (Block.FirstEntry, 0);
    }
}
