using System.Runtime.CompilerServices;

namespace Gossamer.Mesh.Simulation;

internal static class MeshNodeExtensions
{
    /// <summary>A server's copies of its peers' users, in the order of its links.</summary>
    internal static IEnumerable<PeerReplica> Replicas(this MeshNode node) =>
        ContextOf(node).Peers.All.Select(static peer => ReplicaOf(peer));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_context")]
    private static extern ref MeshContext ContextOf(MeshNode node);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_replica")]
    private static extern ref PeerReplica ReplicaOf(Peer peer);
}
