namespace Gossamer.Mesh;

/// <summary>32 bits of a hash of a message's id: to look for a message among the latest of one user, not to identify it.</summary>
internal static class IdHash
{
    internal static uint Of(string id) => (uint)StableHash.Of(id);
}
