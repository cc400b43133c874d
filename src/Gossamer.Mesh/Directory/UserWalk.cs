using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gossamer.Mesh;

/// <summary>
/// A walk over the users as of one moment, in the order of their names' UTF-16 units. It allocates nothing:
/// <c>for (var walk = users.Walk(); walk.MoveNext();)</c>.
/// </summary>
public ref struct UserWalk
{
    private readonly NodeTable _nodes;
    private TableCursor _cursor;
    private NameBuffer _name;
    private bool _isAhead; // the cursor stands on the next entry already

    internal UserWalk(UserTable table, NodeTable nodes)
    {
        _nodes = nodes;
        _cursor = new(table);
    }

    internal UserWalk(UserTable table, NodeTable nodes, scoped ReadOnlySpan<byte> after)
    {
        _nodes = nodes;
        _cursor = new(table, table.IsEmpty ? default : table.Locate(after));
        while (!_isAhead && _cursor.MoveNext())
            _isAhead = _cursor.Name.SequenceCompareTo(after) > 0;
    }

    /// <summary>The user's name, until the next <see cref="MoveNext"/>.</summary>
    [UnscopedRef]
    public ReadOnlySpan<char> Name => ((Span<char>)_name)[..UserNameCodec.Read(_cursor.Name, _name)];

    /// <summary>Where the user is.</summary>
    public readonly UserLocations Locations => LocationBytes.Read(_cursor.Locations, _nodes);

    /// <summary>Goes on to the first or next user. False when there is none.</summary>
    public bool MoveNext()
    {
        if (!_isAhead)
            return _cursor.MoveNext();
        _isAhead = false;
        return true;
    }

    [InlineArray(UserName.MaxLength)]
    private struct NameBuffer
    {
        private char _first;
    }
}
