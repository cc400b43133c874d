namespace Gossamer.Mesh;

/// <summary>
/// The users of the whole mesh as of one moment. Immutable, and free to take: it is what the directory was then. Keeping one keeps what
/// has changed since, no more.
/// </summary>
public sealed class UserSnapshot
{
    internal static readonly UserSnapshot Empty = new(UserTable.Empty, NodeTable.Empty, 0, 0, 0);

    internal UserSnapshot(UserTable table, NodeTable nodes, int count, long version, long revision) =>
        (Table, Nodes, Count, Version, Revision) = (table, nodes, count, version, revision);

    /// <summary>How many users there are.</summary>
    public int Count { get; }

    /// <summary>Rises with every change of the set of names; two snapshots of a directory with the same one have the same names.</summary>
    public long Version { get; }

    /// <summary>Rises with every change, of connections too.</summary>
    internal long Revision { get; }

    internal UserTable Table { get; }

    internal NodeTable Nodes { get; }

    /// <summary>Where a user is connected.</summary>
    /// <param name="user">The user.</param>
    public UserLocations Find(UserName user)
    {
        Span<byte> bytes = stackalloc byte[UserNameCodec.Max];
        var name = bytes[..UserNameCodec.Write(user.Value, bytes)];
        var locations = LocationsOf(name);
        return locations.IsEmpty ? default : LocationBytes.Read(locations, Nodes);
    }

    /// <summary>All users.</summary>
    public UserWalk Walk() => new(Table, Nodes);

    /// <summary>The users after a name, be it in the table or not.</summary>
    /// <param name="name">The name.</param>
    public UserWalk WalkAfter(UserName name)
    {
        Span<byte> bytes = stackalloc byte[UserNameCodec.Max];
        return new(Table, Nodes, bytes[..UserNameCodec.Write(name.Value, bytes)]);
    }

    /// <summary>Who came and who went since an earlier snapshot of the same directory. It costs as much as has changed.</summary>
    /// <param name="earlier">The earlier one.</param>
    public NameChanges ChangesSince(UserSnapshot earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.Version == Version ? NameChanges.None : SnapshotDifference.Between(earlier.Table, Table);
    }

    /// <summary>What an entry says of where the user is; empty when there is no entry.</summary>
    internal ReadOnlySpan<byte> LocationsOf(ReadOnlySpan<byte> name)
    {
        if (Table.IsEmpty)
            return [];
        var block = Table[Table.Locate(name)]!;
        var position = Block.Find(block, name);
        return position.IsFound ? BlockEntry.Read(block, position.At).Locations : [];
    }
}
