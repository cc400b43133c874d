using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>What is known of a client from the request that opened its connection.</summary>
public sealed class Handshake
{
    private Handshake(HttpContext context, IHeaderDictionary headers, DateTimeOffset time)
    {
        Headers = headers;
        Query = context.Request.Query;
        RemoteAddress = context.Connection.RemoteIpAddress;
        User = context.User;
        Time = time;
    }

    /// <summary>The request's headers. Valid while the connection lives.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>The request's query, Engine.IO's own parameters included.</summary>
    public IQueryCollection Query { get; }

    /// <summary>The client's address as ASP.NET Core sees it (forwarded-headers middleware included); null over pipes and unix sockets.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>Who the request was authenticated as.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset Time { get; }

    /// <param name="context">The opening request.</param>
    /// <param name="outlivesRequest">A polling session does: Kestrel uses a request's headers again for the next one.</param>
    /// <param name="time">The clock.</param>
    internal static Handshake From(HttpContext context, bool outlivesRequest, TimeProvider time)
    {
        var headers = context.Request.Headers;
        if (outlivesRequest)
        {
            headers = new HeaderDictionary(headers.Count);
            foreach (var (name, values) in context.Request.Headers)
                headers[name] = values;
        }

        return new Handshake(context, headers, time.GetUtcNow());
    }
}
