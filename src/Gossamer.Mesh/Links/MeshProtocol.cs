namespace Gossamer.Mesh;

/// <summary>
/// The versions of the mesh's protocol that this build speaks, and the one from which on something is said: what a version added goes to
/// peers with which it is spoken (<see cref="MeshContext.Speaks"/>, <see cref="Envelope.Protocol"/>). docs/mesh-protocol.md, section 3,
/// has the negotiation.
/// </summary>
internal static class MeshProtocol
{
    /// <summary>Builds that speak no other take it for the version of the hello itself.</summary>
    internal const uint Oldest = 2;

    internal const uint Newest = 3;

    /// <summary>A forward says that its sender may repeat it; the listener makes the key, which it had to check anyhow.</summary>
    internal const uint RepeatableForwards = 3;

    /// <summary>Messages may be signals (<see cref="Envelope.IsSignal"/>): older builds' applications refuse them.</summary>
    internal const uint Signals = 3;

    /// <summary>Every hello has a life key.</summary>
    internal const uint LifeKeys = 3;
}
