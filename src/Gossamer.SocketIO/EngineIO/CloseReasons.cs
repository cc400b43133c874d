namespace Gossamer.SocketIO.EngineIO;

internal static class CloseReasons
{
    /// <summary>For the WebSocket's close frame and the log.</summary>
    public static string Words(this CloseReason reason) => reason switch
    {
        CloseReason.TransportClose => "transport close",
        CloseReason.TransportError => "transport error",
        CloseReason.PingTimeout => "ping timeout",
        CloseReason.NeverUsed => "never used",
        CloseReason.ParseError => "parse error",
        CloseReason.PayloadTooLarge => "payload too large",
        CloseReason.ForcedClose => "forced close",
        CloseReason.OutboxFull => "too slow",
        CloseReason.AttachmentsMissing => "attachments missing",
        CloseReason.WriteStalled => "write stalled",
        CloseReason.MemoryExhausted => "memory exhausted",
        CloseReason.TooFast => "too fast",
        _ => "server shutting down",
    };

    /// <summary>Whether there is no use in telling the client: what was written before does not get through, or nobody is there.</summary>
    public static bool IsAbrupt(this CloseReason reason) =>
        reason is CloseReason.PingTimeout or CloseReason.TransportError or CloseReason.WriteStalled;

    /// <summary>
    /// Whether a client that polls is told why: its session waits for the next poll, though nothing else of it may. For what it did, and
    /// polls: with the others it is their not polling that has to end. Over a WebSocket the close frame says it.
    /// </summary>
    public static bool IsTold(this CloseReason reason) =>
        reason is CloseReason.PayloadTooLarge or CloseReason.AttachmentsMissing or CloseReason.TooFast;

    /// <summary>Whether what waits in the outbox is still worth writing: the client lives and is to be told.</summary>
    public static bool IsGraceful(this CloseReason reason) => reason is CloseReason.ForcedClose or CloseReason.ServerShuttingDown;
}
