namespace Gossamer.SocketIO.EngineIO;

internal static class CloseReasons
{
    /// <summary>For the WebSocket's close frame and the log.</summary>
    public static string Words(this CloseReason reason) => reason switch
    {
        CloseReason.TransportClose => "transport close",
        CloseReason.TransportError => "transport error",
        CloseReason.PingTimeout => "ping timeout",
        CloseReason.ParseError => "parse error",
        CloseReason.PayloadTooLarge => "payload too large",
        CloseReason.ForcedClose => "forced close",
        CloseReason.OutboxFull => "too slow",
        _ => "server shutting down",
    };

    /// <summary>Whether what waits in the outbox is still worth writing: the client lives and is to be told.</summary>
    public static bool IsGraceful(this CloseReason reason) => reason is CloseReason.ForcedClose or CloseReason.ServerShuttingDown;
}
