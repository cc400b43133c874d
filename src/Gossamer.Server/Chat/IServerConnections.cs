using System.Net;

namespace Gossamer.Server.Chat;

/// <summary>Connections that may turn out to be those of other servers, which speak as clients do.</summary>
internal interface IServerConnections
{
    /// <summary>Whether a server is configured to be at that address.</summary>
    bool Knows(IPAddress? address);

    /// <summary>A connection has begun; whose it is, its events will say.</summary>
    /// <param name="address">Its remote address.</param>
    IServerConnection Open(IPAddress? address);
}
