using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>
/// Makes sticky load balancing unnecessary: session ids tell which server made them, and a request that reaches another server is
/// handed to that one. Register an implementation as a singleton to turn this on.
/// </summary>
public interface ISessionForwarder
{
    /// <summary>
    /// What this server's session ids end in, behind a dot: 1 to 32 letters, digits, hyphens or underscores, the same as long as the
    /// server lives, and no other server's.
    /// </summary>
    string Tag { get; }

    /// <summary>Hands a poll, post or WebSocket upgrade to the server that made the session, and its answer back.</summary>
    /// <param name="context">The request; nothing was read from it and nothing written to its response.</param>
    /// <param name="tag">Whose session it is; never this server's own tag.</param>
    /// <returns>
    /// False when there is no such server, or it cannot be reached, and the response is untouched: the client is then told that its
    /// session is unknown, and reconnects.
    /// </returns>
    ValueTask<bool> TryForwardAsync(HttpContext context, string tag);
}
