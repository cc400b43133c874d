using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>The query parameters of Engine.IO: <c>EIO</c>, <c>transport</c>, <c>sid</c>, <c>b64</c>, <c>j</c>.</summary>
internal readonly record struct EngineRequest(EngineProtocol Protocol, SocketIOTransports Transport, string? SessionId, bool Base64Only)
{
    /// <returns>Null when the request can be served; else what is wrong with it.</returns>
    public static EngineError? Parse(HttpContext context, EngineOptions options, out EngineRequest request)
    {
        var query = context.Request.Query;
        var transport = query["transport"].ToString() switch
        {
            "polling" => SocketIOTransports.Polling,
            "websocket" => SocketIOTransports.WebSocket,
            _ => SocketIOTransports.None,
        };
        EngineProtocol? protocol = query["EIO"].ToString() switch
        {
            "3" when options.AllowEIO3 => EngineProtocol.V3,
            "4" => EngineProtocol.V4,
            _ => null,
        };
        var sid = query["sid"].ToString();
        request = new EngineRequest(protocol ?? default, transport, sid.Length == 0 ? null : sid, query["b64"].ToString() is "1" or "true");

        if (transport == SocketIOTransports.None || !options.Allows(transport))
            return EngineError.UnknownTransport;
        if (protocol is null)
            return EngineError.UnsupportedProtocol;
        if (query.ContainsKey("j"))
            return EngineError.Jsonp;
        return transport == SocketIOTransports.WebSocket && !context.WebSockets.IsWebSocketRequest ? EngineError.NotAWebSocket : null;
    }
}
