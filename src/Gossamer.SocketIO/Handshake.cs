using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Primitives;

namespace Gossamer.SocketIO;

/// <summary>What is known of a client from the request that opened its connection.</summary>
public sealed class Handshake
{
    private const int CharBytes = sizeof(char);

    private readonly ClaimsPrincipal? _user;

    private Handshake(HttpContext context, DateTimeOffset time, SocketIOOptions options)
    {
        Query = context.Request.Query;
        var size = SizeOf(Query);
        var wanted = context.Request.Headers.Where(header => options.KeptHeaders?.Contains(header.Key) != false).ToList();
        Headers = Copy(wanted, options.MaxHandshake - size, out var headerSize);
        Size = CharBytes * (size + headerSize);
        IsComplete = Headers.Count == wanted.Count;
        RemoteAddress = context.Connection.RemoteIpAddress;
        _user = context.Features.Get<IHttpAuthenticationFeature>()?.User;
        Time = time;
    }

    private Handshake()
    {
        Headers = new HeaderDictionary();
        Query = QueryCollection.Empty;
        IsComplete = true;
    }

    /// <summary>Tells nothing.</summary>
    internal static Handshake None { get; } = new();

    /// <summary>
    /// The request's headers, without those that are too large (<see cref="SocketIOOptions.MaxHandshake"/>) or not to be kept
    /// (<see cref="SocketIOOptions.KeptHeaders"/>). What decides about a client
    /// is better looked at while the request is there, by ASP.NET Core's authentication.
    /// </summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>Whether <see cref="Headers"/> has all of the request's that are to be kept.</summary>
    public bool IsComplete { get; }

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

    /// <summary>What its texts take of memory, about, in bytes.</summary>
    internal int Size { get; }

    /// <param name="context">The request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">What is kept.</param>
    internal static Handshake From(HttpContext context, TimeProvider time, SocketIOOptions options) =>
        new(context, time.GetUtcNow(), options);

    /// <summary>
    /// A copy: Kestrel uses a request's headers again for the next request. The smallest first, so that what fills the room in vain is
    /// what is left out.
    /// </summary>
    private static HeaderDictionary Copy(List<KeyValuePair<string, StringValues>> headers, int room, out int size)
    {
        var copy = new HeaderDictionary(headers.Count);
        size = 0;
        foreach (var header in headers.OrderBy(SizeOf))
        {
            var more = SizeOf(header);
            if (size + more > room)
                break;
            size += more;
            copy.Add(header);
        }

        return copy;
    }

    private static int SizeOf(IEnumerable<KeyValuePair<string, StringValues>> pairs)
    {
        var size = 0;
        foreach (var pair in pairs)
            size += SizeOf(pair);
        return size;
    }

    private static int SizeOf(KeyValuePair<string, StringValues> pair)
    {
        var size = pair.Key.Length;
        foreach (var value in pair.Value)
            size += value?.Length ?? 0;
        return size;
    }
}
