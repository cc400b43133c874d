using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gossamer.SocketIO.EngineIO.ConnectionTakeover;
using Gossamer.SocketIO.EngineIO.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>Accepts a request that ASP.NET Core has found to be a WebSocket's, and serves the WebSocket.</summary>
internal static class WebSocketAccept
{
    /// <summary>RFC 6455, section 1.3.</summary>
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>RFC 9110, section 5.6.2: anything else could not be answered.</summary>
    private static readonly SearchValues<char> s_tokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// When this returns, <paramref name="serve"/> has ended; or it begins once HTTP has let go of the connection, and must not use
    /// the request. When this throws, it has not begun.
    /// </summary>
    public static Task RunAsync(
        HttpContext context, EngineOptions options, IConnectionLimits limits, Func<IWebSocketChannel, Task> serve) =>
        !options.PerMessageDeflate && ConnectionTakeoverContext.Of(context) is { } connection
            ? HandOverAsync(context, options, connection, raw => serve(new PipeWebSocket(raw, options.MaxPayload, limits)))
            : ServeHereAsync(context, options, limits, serve);

    private static async Task HandOverAsync(
        HttpContext context, EngineOptions options, ConnectionTakeoverContext connection, Func<ConnectionContext, Task> serve)
    {
        var upgrade = context.Features.GetRequiredFeature<CoalescingFeature>().Inner!;
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = AcceptOf(context.Request.Headers.SecWebSocketKey.ToString());
        if (SubProtocolOf(context, options) is { } subProtocol)
            context.Response.Headers.SecWebSocketProtocol = subProtocol;
        await upgrade.UpgradeAsync().ConfigureAwait(false);
        connection.TakeOver(serve);
    }

    private static async Task ServeHereAsync(
        HttpContext context, EngineOptions options, IConnectionLimits limits, Func<IWebSocketChannel, Task> serve)
    {
        var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = Timeout.InfiniteTimeSpan, // Engine.IO has a heartbeat of its own
            DangerousEnableCompression = options.PerMessageDeflate,
            SubProtocol = SubProtocolOf(context, options),
        }).ConfigureAwait(false);
        var stream = context.Features.Get<CoalescingFeature>()?.Stream; // none under Microsoft.AspNetCore.TestHost: nothing is upgraded
        if (stream is not null)
        {
            stream.WriteWatch = () => limits.WriteWatch;
            stream.Socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        }

        await serve(new PlatformWebSocket(socket, stream, options.MaxPayload, limits)).ConfigureAwait(false);
    }

    /// <summary>One of those that the client offers, or none.</summary>
    private static string? SubProtocolOf(HttpContext context, EngineOptions options)
    {
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        if (offered.Count == 0)
            return null;
        var chosen = options.SubProtocol is { } choose ? choose(offered) : offered[0];
        var isToken = chosen is { Length: > 0 } && !chosen.AsSpan().ContainsAnyExcept(s_tokenCharacters);
        return isToken && offered.Contains(chosen!) ? chosen : null;
    }

    private static string AcceptOf(string key) =>
        Convert.ToBase64String(Hash(Encoding.ASCII.GetBytes(key.Trim() + KeySuffix)));

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 asks for SHA-1; it protects nothing.")]
    private static byte[] Hash(byte[] bytes) => SHA1.HashData(bytes);
}
