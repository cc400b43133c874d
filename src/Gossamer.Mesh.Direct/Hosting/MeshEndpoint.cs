using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Accepts links of peers: checks the request's token, then hands the WebSocket to the mesh.</summary>
internal sealed class MeshEndpoint(
    MeshNode node, MeshTokens tokens, TokenRate rate, IOptions<MeshOptions> mesh, IOptions<MeshDirectOptions> options,
    DirectMetrics metrics, TimeProvider time, ILogger<MeshEndpoint> log)
{
    private const string Scheme = "Bearer ";

    // What proxies add: a request that has one is somebody else's, whatever address it comes from.
    private static readonly string[] ForwardingHeaders =
        ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP", "Forwarded", "Via"];

    private readonly RepeatedLines _refusals = new(time);

    internal async Task AcceptAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            metrics.Refused("upgrade");
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "websocket";
            return;
        }

        var verdict = await CheckAsync(http).ConfigureAwait(false);
        if (verdict.Refusal is { } why)
        {
            metrics.Refused(verdict.Reason);
            if (_refusals.TryTake(out var unsaid))
                log.RequestRefused(http.Connection.RemoteIpAddress, why, unsaid);
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Bearer";
            // Why, this server's log says alone: whoever has no token that holds is told nothing that helps the next try.
            return;
        }

        log.RequestAccepted(verdict.Node!.Value, http.Connection.RemoteIpAddress);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan }).ConfigureAwait(false);
        using var link = new AcceptedLink(socket, mesh.Value, options.Value);
        await link.RunAsync(node.Accept(link, verdict.Node), http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Says who this server is. Anybody may ask: it is no more than clients are told.</summary>
    internal Task IntroduceAsync(HttpContext http)
    {
        var body = new Introduction(node.Id, mesh.Value.Cluster).Write();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = MediaTypeNames.Application.Json;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }

    private async Task<TokenVerdict> CheckAsync(HttpContext http)
    {
        // Anybody can make the key that is derived from the mesh's name; but only on this machine is it used at all.
        if (LinkKeys.IsDerived(options.Value) && !IsOfThisMachine(http))
            return TokenVerdict.Refused("without keys links are accepted from this machine only, and through no proxy", "machine");

        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..] : null;
        return token is null || rate.TryTake(http.Connection.RemoteIpAddress)
            ? await tokens.CheckAsync(token).ConfigureAwait(false)
            : TokenVerdict.Refused("more tokens come from its address than are checked", "rate");
    }

    private static bool IsOfThisMachine(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } from || IPAddress.IsLoopback(from))
        && !Array.Exists(ForwardingHeaders, http.Request.Headers.ContainsKey);
}
