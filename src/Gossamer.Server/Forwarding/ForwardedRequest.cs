using Microsoft.AspNetCore.Http.Extensions;
using Yarp.ReverseProxy.Forwarder;

namespace Gossamer.Server.Forwarding;

/// <summary>
/// The request as this server understood it: the path, and of the query what Engine.IO defines, once each and spelled as it is defined. The
/// other server may read anything else in another way. The answer goes back as it is, but for the headers about origins: this server says
/// those itself, and browsers refuse an answer that says them twice.
/// </summary>
internal sealed class ForwardedRequest : HttpTransformer
{
    public static readonly ForwardedRequest Transformer = new();

    private const string OriginHeaders = "Access-Control-";

    private static readonly string[] Parameters = ["EIO", "transport", "sid", "b64"];

    private ForwardedRequest()
    {
    }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(
            destinationPrefix, httpContext.Request.Path, QueryOf(httpContext.Request).ToQueryString());
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null)
        {
            foreach (var name in proxyResponse.Headers.Select(header => header.Key).Where(IsAboutOrigins).ToList())
                proxyResponse.Headers.Remove(name);
        }

        return base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
    }

    private static QueryBuilder QueryOf(HttpRequest request)
    {
        var query = new QueryBuilder();
        foreach (var name in Parameters)
            if (request.Query[name].ToString() is { Length: > 0 } value)
                query.Add(name, value);
        return query;
    }

    private static bool IsAboutOrigins(string name) => name.StartsWith(OriginHeaders, StringComparison.OrdinalIgnoreCase);
}
