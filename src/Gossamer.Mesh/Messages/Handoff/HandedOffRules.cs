using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>What must hold of a session that a server leaves, and what it takes here.</summary>
internal static class HandedOffRules
{
    /// <summary>How many sessions of one user whose clients are away are kept for other servers.</summary>
    internal const int MaxPerUser = 256;

    /// <summary>How much the sessions that one server leaves may take together: some 200,000 usual ones.</summary>
    internal const long MaxBytesPerPeer = 256L << 20;

    private const int Overhead = 1024; // a session without texts, about
    private const int MaxRecent = 64;  // as RecentOffsets

    internal static bool AreLengthsRight(HandedOffSession left) =>
        left.Description.Length <= MeshSession.MaxDescriptionBytes && left.Recent.Count <= MaxRecent
            && left.Recent.All(static recent => recent.Offset.Length <= OffsetText.MaxLength);

    internal static long BytesOf(HandedOffSession left) => Overhead + left.CalculateSize();
}
