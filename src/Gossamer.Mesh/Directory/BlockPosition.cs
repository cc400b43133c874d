namespace Gossamer.Mesh;

/// <summary>Where a name is in a block, or would be: before the entry at this position.</summary>
/// <param name="At">Where that entry begins; the block's end when there is none.</param>
/// <param name="Index">How many entries are before it.</param>
/// <param name="SharedBefore">How many bytes the name shares with the entry before.</param>
/// <param name="SharedWith">How many bytes it shares with the entry at the position.</param>
/// <param name="IsFound">The entry at the position is the name's own.</param>
internal readonly record struct BlockPosition(int At, int Index, int SharedBefore, int SharedWith, bool IsFound);
