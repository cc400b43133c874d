using Gossamer.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>A request that was refused before it was a connection, or part of one (<c>connection_error</c> in Node).</summary>
public sealed class ConnectionError
{
    internal ConnectionError(HttpContext context, EngineError error)
    {
        HttpContext = context;
        (Code, Message, Detail, StatusCode) = (error.Code, error.Message, error.Hint, error.Status);
    }

    /// <summary>The request. It is answered already; use it while the handler runs, and not later.</summary>
    public HttpContext HttpContext { get; }

    /// <summary>
    /// What Engine.IO's clients are told: 0 unknown transport, 1 unknown session, 2 bad handshake method, 3 bad request, 4 forbidden,
    /// 5 unsupported protocol version.
    /// </summary>
    public int Code { get; }

    /// <summary>The code in Engine.IO's words, as the client gets them.</summary>
    public string Message { get; }

    /// <summary>What was wrong in particular; null if the message tells all.</summary>
    public string? Detail { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }
}
