using Yarp.ReverseProxy.Forwarder;

namespace Gossamer.Server.Forwarding;

/// <summary>
/// The other server's answer as it is, but for the headers about origins: this server says those itself, and browsers refuse an answer
/// that says them twice.
/// </summary>
internal sealed class ForwardedAnswer : HttpTransformer
{
    private const string OriginHeaders = "Access-Control-";

    public static readonly ForwardedAnswer Transformer = new();

    private ForwardedAnswer()
    {
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

    private static bool IsAboutOrigins(string name) => name.StartsWith(OriginHeaders, StringComparison.OrdinalIgnoreCase);
}
