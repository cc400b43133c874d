using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>What a client gave that wants its connection recovered (Socket.IO protocol 5, "Connection to a namespace").</summary>
public sealed class RecoveryRequest
{
    /// <summary>
    /// The private session id (<c>pid</c>) that a server gave to the client: 20 characters of base64url. Only its form was checked;
    /// what has another form is not asked for.
    /// </summary>
    public required string PrivateSessionId { get; init; }

    /// <summary>
    /// The offset: the last argument of the last event that the client got and that ended in a string. At most 4,096 UTF-16 units, else
    /// not checked; a client that brings a longer one is not asked for. Clients keep it when they were not recovered: it may be older
    /// than the private session id.
    /// </summary>
    public required string Offset { get; init; }

    /// <summary>The namespace's name, with its slash. There is such a namespace, or a pattern for it.</summary>
    public required string Namespace { get; init; }

    /// <summary>What is known from the request that opened the new connection.</summary>
    public Handshake Handshake { get; init; } = Handshake.None;

    /// <summary>All that the client gave with its CONNECT, <c>pid</c> and <c>offset</c> among it.</summary>
    public ConnectPayload Auth { get; init; }

    /// <summary>The new connection's query.</summary>
    public IQueryCollection Query { get; init; } = QueryCollection.Empty;
}
