namespace Gossamer.Mesh;

/// <summary>What became of a peer's presence message.</summary>
internal enum ReplicaResult
{
    /// <summary>Taken, or rightly ignored.</summary>
    Ok,

    /// <summary>Something is missing or differs: a snapshot is needed.</summary>
    Gap,

    /// <summary>It breaks the rules of the protocol.</summary>
    Malformed,

    /// <summary>It announces more users than allowed.</summary>
    TooMany,
}
