namespace Gossamer.Mesh.Simulation;

/// <summary>How a client comes back.</summary>
internal enum ClientKind
{
    /// <summary>By an id of its own for its session, and an offset: Socket.IO 4.</summary>
    Keyed,

    /// <summary>By an offset alone.</summary>
    ByOffset,

    /// <summary>By the last message that it saw.</summary>
    ById,
}
