namespace Gossamer.Mesh;

/// <summary>
/// The servers that the directory's entries name by a small number. Immutable: a new one holds one more, and never one less, so that
/// every reader finds those of the entries that it sees. There are as many as servers of the mesh.
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

    internal NodeTable With(NodeId node) => new([.. _nodes, node], [.. _alone, UserLocations.Of([new(node, 1)])]);
}
