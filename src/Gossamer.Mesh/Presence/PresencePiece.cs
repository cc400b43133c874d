using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>What one frame tells of the speaker's users, or of its rooms. Each part may be missing.</summary>
internal readonly record struct PresencePiece(Snapshot? Snapshot, Changes? Changes, Digest? Digest)
{
    internal bool IsEmpty => Snapshot is null && Changes is null && Digest is null;
}
