using System.Net;
using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Legacy;

/// <summary>
/// Connections that may turn out to be those of old servers: every connection may, until its address and words say otherwise.
/// </summary>
internal sealed class LegacyServerConnections(LegacyPeers peers, ILocalDelivery local, ChatOptions options, TimeProvider time,
    ILogger<LegacyServerConnections> logger)
{
    public LegacyServerConnection Open(IPAddress? address) => new(address, peers, local, options, time, logger);
}
