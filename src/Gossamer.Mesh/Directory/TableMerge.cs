namespace Gossamer.Mesh;

/// <summary>One walk over a table and a server's new users together, which makes the table that has these users of that server.</summary>
internal sealed class TableMerge(int node, int entriesPerBlock)
{
    private readonly BlockBuilder _builder = new(entriesPerBlock);
    private readonly byte[] _name = new byte[UserNameCodec.Max];

    /// <summary>How many users the server had before.</summary>
    internal int Previous { get; private set; }

    /// <summary>Whether somebody is in the new table who was not in the old one, or the other way round.</summary>
    internal bool NamesChanged { get; private set; }

    /// <summary>How many users the new table has.</summary>
    internal int Count => _builder.Entries;

    internal UserTable Result { get; private set; } = UserTable.Empty;

    internal void Run(UserTable table, ReadOnlySpan<KeyValuePair<UserName, int>> sorted)
    {
        var next = 0;
        var length = NextName(sorted, next);
        for (var at = default(BlockAddress); table[at] is { } block; at = table.After(at))
            for (var cursor = new BlockCursor(block); cursor.MoveNext();)
            {
                var order = -1;
                while (next < sorted.Length && (order = _name.AsSpan(0, length).SequenceCompareTo(cursor.Name)) < 0)
                {
                    Join(sorted[next].Value, length);
                    length = NextName(sorted, ++next);
                }

                if (next < sorted.Length && order == 0)
                {
                    Keep(cursor, sorted[next].Value);
                    length = NextName(sorted, ++next);
                }
                else
                    Keep(cursor, 0);
            }

        while (next < sorted.Length)
        {
            Join(sorted[next].Value, length);
            length = NextName(sorted, ++next);
        }

        Result = UserTable.Of(_builder.Build());
    }

    private int NextName(ReadOnlySpan<KeyValuePair<UserName, int>> sorted, int next) =>
        next < sorted.Length ? UserNameCodec.Write(sorted[next].Key.Value, _name) : 0;

    private void Join(int connections, int length)
    {
        NamesChanged = true;
        _builder.Add(_name.AsSpan(0, length), LocationBytes.With([], node, connections));
    }

    private void Keep(in BlockCursor old, int connections)
    {
        var before = LocationBytes.ConnectionsAt(old.Locations, node);
        Previous += before > 0 ? 1 : 0;
        if (before == connections)
            _builder.Add(old.Name, old.Locations);
        else if (LocationBytes.With(old.Locations, node, connections) is { Length: > 0 } locations)
            _builder.Add(old.Name, locations);
        else
            NamesChanged = true;
    }
}
