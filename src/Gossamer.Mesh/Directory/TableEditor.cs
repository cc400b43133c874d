namespace Gossamer.Mesh;

/// <summary>Makes tables out of tables: one user in, changed or out, or all of one server's users exchanged.</summary>
internal static class TableEditor
{
    /// <summary>Puts a user in, or sets where it is.</summary>
    internal static UserTable Put(UserTable table, ReadOnlySpan<byte> name, ReadOnlySpan<byte> locations)
    {
        if (table.IsEmpty)
            return table.With(default, 0, [BlockEditor.First(name, locations)]);
        var address = table.Locate(name);
        var block = table[address]!;
        var position = Block.Find(block, name);
        if (position.IsFound)
            return table.With(address, 1, [BlockEditor.Update(block, position, locations)]);

        block = BlockEditor.Insert(block, position, name, locations);
        return table.With(address, 1, Block.Count(block) > Block.MaxEntries
            ? new BlockBuilder((Block.Count(block) + 1) / 2).Add(block).Build()
            : [block]);
    }

    /// <summary>Takes a user out, who is in.</summary>
    internal static UserTable Remove(UserTable table, ReadOnlySpan<byte> name)
    {
        var address = table.Locate(name);
        var block = table[address]!;
        if (Block.Count(block) == 1)
            return table.With(address, 1, []);

        block = BlockEditor.Remove(block, Block.Find(block, name));
        if (Block.Count(block) >= Block.MinEntries || table.BlocksBeside(address) == 1)
            return table.With(address, 1, [block]);

        var isLast = address.Block == table.BlocksBeside(address) - 1;
        var first = isLast ? address with { Block = address.Block - 1 } : address;
        var neighbour = table[isLast ? first : address with { Block = address.Block + 1 }]!;
        var builder = new BlockBuilder(Block.MaxEntries);
        return Block.Count(block) + Block.Count(neighbour) > Block.MaxEntries
            ? table.With(address, 1, [block])
            : table.With(first, 2, (isLast ? builder.Add(neighbour).Add(block) : builder.Add(block).Add(neighbour)).Build());
    }

    /// <summary>
    /// Makes these the users of one server, and the only ones: one walk over the table and the names together. Blocks are left with
    /// room, so that what joins next splits none.
    /// </summary>
    internal static TableMerge Merge(UserTable table, int node, KeyValuePair<UserName, int>[] sorted)
    {
        var merge = new TableMerge(node, entriesPerBlock: Block.MaxEntries * 7 / 8);
        merge.Run(table, sorted);
        return merge;
    }
}
