namespace Gossamer.Mesh;

/// <summary>Another server of the mesh and where it is reached.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Its address, as the transport understands it, such as <c>ws://10.0.0.2:3001</c>.</param>
public sealed record MeshPeer(NodeId Id, Uri Address)
{
    /// <summary>A server of another system, behind a transport that translates: it numbers no messages and keeps none.</summary>
    public bool IsLegacy { get; init; }
}
