using System.Net;
using Gossamer.SocketIO;

namespace Gossamer.Server.Identity;

/// <summary>What a client gave to show who it is: the headers of the request that opened its connection, and a token.</summary>
/// <param name="Headers">The request's headers.</param>
/// <param name="RemoteAddress">Where it came from.</param>
/// <param name="Token">A token from elsewhere than the headers; it goes before one in them.</param>
internal readonly record struct Introduction(IHeaderDictionary Headers, IPAddress? RemoteAddress, string? Token)
{
    private const string TokenField = "token";

    /// <summary>
    /// Of a client that joins: its token is in Socket.IO's <c>auth</c>, else in the header <c>Authorization</c>, else in the query, which
    /// is all that clients of 1.x and 2.x have in browsers.
    /// </summary>
    public static Introduction Of(Handshake handshake, ConnectPayload auth, IQueryCollection query) => new(
        handshake.Headers,
        handshake.RemoteAddress,
        auth.GetString(TokenField)
            ?? (handshake.Headers.Authorization.Count == 0 && query[TokenField] is [{ Length: > 0 } token] ? token : null));

    /// <summary>Of a client that gives a new token on its connection.</summary>
    public static Introduction By(string token) => new(new HeaderDictionary(), null, token);

    /// <summary>As a request, which ASP.NET Core's authentication reads.</summary>
    public HttpContext ToRequest(IServiceProvider services, CancellationToken cancellation)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellation };
        foreach (var (name, values) in Headers)
            context.Request.Headers[name] = values;
        context.Connection.RemoteIpAddress = RemoteAddress;
        if (Token is not null)
            context.Request.Headers.Authorization = "Bearer " + Token;
        return context;
    }
}
