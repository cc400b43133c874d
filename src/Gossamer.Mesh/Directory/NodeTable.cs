namespace Gossamer.Mesh;

/// <summary>
/// The servers that the directory's entries name by a small number. Immutable, and always published together with the entries, so that
/// every reader finds those of the entries that it sees. There are as many as servers of the mesh: a forgotten one leaves its number to
/// the next that comes.
/// </summary>
internal sealed class NodeTable
{
    internal static readonly NodeTable Empty = new([], []);

    private readonly NodeId[] _nodes;
    private readonly UserLocations[] _alone; // of each: a user with one connection there and none elsewhere, which most users are

    private NodeTable(NodeId[] nodes, UserLocations[] alone) => (_nodes, _alone) = (nodes, alone);

    internal int Count => _nodes.Length;

    internal NodeId this[int index] => _nodes[index];

    internal UserLocations Alone(int index) => _alone[index];

    internal int IndexOf(NodeId node) => Array.IndexOf(_nodes, node);

    internal NodeTable With(NodeId node)
    {
        var free = IndexOf(default);
        if (free < 0)
            return new([.. _nodes, node], [.. _alone, UserLocations.Of([new(node, 1)])]);
        var next = new NodeTable([.. _nodes], [.. _alone]);
        (next._nodes[free], next._alone[free]) = (node, UserLocations.Of([new(node, 1)]));
        return next;
    }

    /// <summary>No entry names the server any more.</summary>
    internal NodeTable Without(NodeId node)
    {
        var next = new NodeTable([.. _nodes], [.. _alone]);
        var at = IndexOf(node);
        (next._nodes[at], next._alone[at]) = (default, default);
        return next;
    }
}
