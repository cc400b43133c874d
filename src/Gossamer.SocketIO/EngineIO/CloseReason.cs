namespace Gossamer.SocketIO.EngineIO;

/// <summary>The one catalogue of why an Engine.IO session ends.</summary>
internal enum CloseReason : byte
{
    /// <summary>The client closed the session or its connection.</summary>
    TransportClose,

    /// <summary>The connection broke, or the client broke the rules of its transport.</summary>
    TransportError,

    /// <summary>No heartbeat within pingInterval + pingTimeout.</summary>
    PingTimeout,

    /// <summary>Its client has not joined, and there are too many such, or it has taken too long.</summary>
    NeverUsed,

    /// <summary>What arrived was not the protocol.</summary>
    ParseError,

    /// <summary>A message was larger than maxPayload.</summary>
    PayloadTooLarge,

    /// <summary>The server's application closed the session.</summary>
    ForcedClose,

    /// <summary>The client did not read what waited for it until a bound of its outbox was reached.</summary>
    OutboxFull,

    /// <summary>The attachments of a binary packet did not come in time.</summary>
    AttachmentsMissing,

    /// <summary>For a time nothing of what was being written moved on: the client does not read.</summary>
    WriteStalled,

    /// <summary>The server held more for its clients than it may, and most of it for this one.</summary>
    MemoryExhausted,

    /// <summary>The client went on sending faster than it may, although it was made to wait.</summary>
    TooFast,

    /// <summary>The server stops.</summary>
    ServerShuttingDown,
}
