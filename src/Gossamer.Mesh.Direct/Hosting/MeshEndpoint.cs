using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Accepts links of peers: checks the request's token, then hands the WebSocket to the mesh.</summary>
internal sealed class MeshEndpoint(
    MeshNode node, MeshTokens tokens, IOptions<MeshOptions> mesh, IOptions<MeshDirectOptions> options, ILogger<MeshEndpoint> log)
{
    internal const string RefusalHeader = "Mesh-Refusal";
    private const string Scheme = "Bearer ";

    internal async Task AcceptAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "websocket";
            return;
        }

        var verdict = await CheckAsync(http).ConfigureAwait(false);
        if (verdict.Refusal is { } why)
        {
            log.RequestRefused(http.Connection.RemoteIpAddress, why);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer";
            http.Response.Headers[RefusalHeader] = why;
            return;
        }

        log.RequestAccepted(verdict.Node!.Value, http.Connection.RemoteIpAddress);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan }).ConfigureAwait(false);
        using var link = new AcceptedLink(socket, mesh.Value, options.Value);
        await link.RunAsync(node.Accept(link, verdict.Node), http.RequestAborted).ConfigureAwait(false);
    }

    private async Task<TokenVerdict> CheckAsync(HttpContext http)
    {
        // Anybody can make the key that is derived from the mesh's name; but only on this machine is it used at all.
        if (options.Value.SharedKey is null && http.Connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from))
            return TokenVerdict.Refused("without a shared key links are accepted from this machine only");

        var header = http.Request.Headers.Authorization.ToString();
        return await tokens.CheckAsync(header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : null)
            .ConfigureAwait(false);
    }
}
