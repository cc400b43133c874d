using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <summary>Why a socket was disconnected, in Socket.IO's own words.</summary>
public sealed class DisconnectReason
{
    private readonly string _words;

    private DisconnectReason(string words, bool isRecoverable = false)
    {
        _words = words;
        IsRecoverable = isRecoverable;
    }

    /// <summary>"transport close": the client closed its connection, or lost it.</summary>
    public static DisconnectReason TransportClose { get; } = new("transport close", isRecoverable: true);

    /// <summary>"transport error": the connection broke, or the client broke its transport's rules.</summary>
    public static DisconnectReason TransportError { get; } = new("transport error", isRecoverable: true);

    /// <summary>"ping timeout": no heartbeat within pingInterval + pingTimeout.</summary>
    public static DisconnectReason PingTimeout { get; } = new("ping timeout", isRecoverable: true);

    /// <summary>"parse error": the client sent something that is not the protocol.</summary>
    public static DisconnectReason ParseError { get; } = new("parse error");

    /// <summary>"client namespace disconnect": the client left the namespace with <c>socket.disconnect()</c>.</summary>
    public static DisconnectReason ClientNamespaceDisconnect { get; } = new("client namespace disconnect");

    /// <summary>"server namespace disconnect": the server called <see cref="Socket.Disconnect"/>.</summary>
    public static DisconnectReason ServerNamespaceDisconnect { get; } = new("server namespace disconnect");

    /// <summary>"forced server close": the client did not join a namespace in time, or used one that it had not joined.</summary>
    public static DisconnectReason ForcedServerClose { get; } = new("forced server close", isRecoverable: true);

    /// <summary>"too slow": the client did not read what waited for it until a bound of its outbox was reached.</summary>
    public static DisconnectReason TooSlow { get; } = new("too slow", isRecoverable: true);

    /// <summary>
    /// "payload too large": the client sent a message, or with polling a body, of more than <see cref="SocketIOOptions.MaxPayload"/>.
    /// </summary>
    public static DisconnectReason PayloadTooLarge { get; } = new("payload too large", isRecoverable: true);

    /// <summary>
    /// "attachments missing": the attachments of a binary event did not come within <see cref="SocketIOOptions.AttachmentTimeout"/>.
    /// </summary>
    public static DisconnectReason AttachmentsMissing { get; } = new("attachments missing");

    /// <summary>
    /// "write stalled": nothing of what was being written moved on for <see cref="SocketIOOptions.WriteTimeout"/>.
    /// </summary>
    public static DisconnectReason WriteStalled { get; } = new("write stalled", isRecoverable: true);

    /// <summary>
    /// "memory exhausted": the server held more than <see cref="SocketIOOptions.MaxMemory"/> for its clients, and most of it for this
    /// one. The library lets go of what it kept for it, and does not recover it (<see cref="SocketIOOptions.Recovery"/>).
    /// </summary>
    public static DisconnectReason MemoryExhausted { get; } = new("memory exhausted", isRecoverable: true);

    /// <summary>
    /// "too fast": the client went on sending faster than it may for <see cref="SocketIOOptions.TooFastTimeout"/>, although it was made
    /// to wait.
    /// </summary>
    public static DisconnectReason TooFast { get; } = new("too fast");

    /// <summary>"server shutting down".</summary>
    public static DisconnectReason ServerShuttingDown { get; } = new("server shutting down", isRecoverable: true);

    /// <summary>The reason in words, as Socket.IO's own <c>disconnect</c> event gives it.</summary>
    public override string ToString() => _words;

    /// <summary>Nobody meant the socket to end: the client may come back (Socket.IO's connection state recovery).</summary>
    public bool IsRecoverable { get; }

    internal static DisconnectReason From(CloseReason reason) => reason switch
    {
        CloseReason.TransportClose => TransportClose,
        CloseReason.PingTimeout or CloseReason.NeverUsed => PingTimeout,
        CloseReason.ParseError => ParseError,
        CloseReason.ForcedClose => ForcedServerClose,
        CloseReason.PayloadTooLarge => PayloadTooLarge,
        CloseReason.OutboxFull => TooSlow,
        CloseReason.AttachmentsMissing => AttachmentsMissing,
        CloseReason.WriteStalled => WriteStalled,
        CloseReason.MemoryExhausted => MemoryExhausted,
        CloseReason.TooFast => TooFast,
        CloseReason.ServerShuttingDown => ServerShuttingDown,
        _ => TransportError,
    };
}
