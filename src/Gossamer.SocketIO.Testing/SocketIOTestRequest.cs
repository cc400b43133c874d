using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.Testing;

/// <summary>
/// The HTTP request with which a client opens its connection, as the application sees it in <see cref="Socket.Handshake"/>. No
/// middleware of ASP.NET Core runs on it: what that would find out, such as the user, is said here.
/// </summary>
public sealed class SocketIOTestRequest
{
    /// <summary>Who the request was authenticated as; null: nobody.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>The headers.</summary>
    public IHeaderDictionary Headers { get; } = new HeaderDictionary();

    /// <summary>The query, beside Engine.IO's own parameters.</summary>
    public IDictionary<string, string?> Query { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Where the client is, by which the server's limits count it. Default 127.0.0.1; null: it has no address.</summary>
    public IPAddress? RemoteAddress { get; set; } = IPAddress.Loopback;

    internal HttpContext ToHttpContext(IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = "/socket.io/";
        context.Request.QueryString = QueryString.Create(
            [KeyValuePair.Create<string, string?>("EIO", "4"), KeyValuePair.Create<string, string?>("transport", "websocket"), .. Query]);
        foreach (var header in Headers)
            context.Request.Headers[header.Key] = header.Value;
        context.Connection.RemoteIpAddress = RemoteAddress;
        if (User is not null)
            context.User = User;
        return context;
    }
}
