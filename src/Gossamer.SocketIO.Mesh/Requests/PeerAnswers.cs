using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>What the other servers answered, and which did not.</summary>
internal sealed record PeerAnswers<T>(IReadOnlyList<(NodeId Server, T Value)> Values, IReadOnlyList<NodeId> Missing)
{
    public IReadOnlyList<string> MissingNames => [.. Missing.Select(static peer => peer.Value)];
}
