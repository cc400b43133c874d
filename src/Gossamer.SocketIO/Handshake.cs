using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Gossamer.SocketIO;

/// <summary>What is known of a client from the request that opened its connection.</summary>
public sealed class Handshake
{
    private readonly ClaimsPrincipal? _user;

    private Handshake(HttpContext context, DateTimeOffset time)
    {
        Headers = Copy(context.Request.Headers);
        Query = context.Request.Query;
        RemoteAddress = context.Connection.RemoteIpAddress;
        _user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        Time = time;
    }

    private Handshake()
    {
        Headers = new HeaderDictionary();
        Query = QueryCollection.Empty;
    }

    /// <summary>Tells nothing.</summary>
    internal static Handshake None { get; } = new();

    /// <summary>The request's headers.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>The request's query, Engine.IO's own parameters included.</summary>
    public IQueryCollection Query { get; }

    /// <summary>
    /// The client's address as ASP.NET Core sees it (forwarded-headers middleware included); null over pipes and unix sockets.
    /// </summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>Who the request was authenticated as.</summary>
    public ClaimsPrincipal User => _user ?? new ClaimsPrincipal(new ClaimsIdentity());

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset Time { get; }

    internal static Handshake From(HttpContext context, TimeProvider time) => new(context, time.GetUtcNow());

    /// <summary>Kestrel uses a request's headers again for the next request.</summary>
    private static HeaderDictionary Copy(IHeaderDictionary headers)
    {
        var copy = new HeaderDictionary(headers.Count);
        foreach (var (name, values) in headers)
            copy[name] = values;
        return copy;
    }
}
