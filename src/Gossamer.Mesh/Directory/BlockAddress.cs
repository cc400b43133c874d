namespace Gossamer.Mesh;

/// <summary>Where a block is in a table.</summary>
internal readonly record struct BlockAddress(int Leaf, int Block);
