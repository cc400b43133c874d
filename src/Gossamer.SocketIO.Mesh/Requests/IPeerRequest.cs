using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>One request to other servers.</summary>
internal interface IPeerRequest
{
    /// <summary>By which the answers say what they are answers to.</summary>
    ulong Number { get; }

    /// <summary>Ends when all have answered.</summary>
    Task Done { get; }

    /// <summary>A server does not answer.</summary>
    void OnDeclined(NodeId from);
}
