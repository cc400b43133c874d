using System.Net;
using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Legacy;

/// <summary>
/// Connections that may turn out to be those of old servers: every connection may, until its address and words say otherwise.
/// </summary>
internal sealed class LegacyServerConnections(LegacyPeers peers, MeshNode node, ChatOptions options, TimeProvider time,
    ILogger<LegacyServerConnections> logger) : IServerConnections
{
    public bool Knows(IPAddress? address) => peers.Knows(address);

    public IServerConnection Open(IPAddress? address) => new LegacyServerConnection(address, peers, node, options, time, logger);
}
