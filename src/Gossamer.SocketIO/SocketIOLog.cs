using Gossamer.SocketIO.EngineIO;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO;

/// <summary>
/// What the library tells the log. Ids of sessions are secrets, by which anybody could speak as their clients: lines name a session by a
/// hash of it, and so the sockets of clients of 1.x and 2.x, whose ids are their sessions'.
/// </summary>
internal static partial class SocketIOLog
{
    [LoggerMessage(1001, LogLevel.Error, "A handler of socket {Socket} failed")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string socket);

    [LoggerMessage(1020, LogLevel.Error, "A handler of namespace {Namespace} failed on an event of server {Server}")]
    public static partial void ServerSideHandlerFailed(this ILogger logger, Exception exception, string @namespace, string server);

    [LoggerMessage(1002, LogLevel.Debug, "Session {Session} closed: {Reason}")]
    private static partial void SessionClosed(this ILogger logger, string session, string reason);

    [LoggerMessage(1006, LogLevel.Warning,
        "Session {Session} closed: too slow; its client did not read what waited for it until a bound was reached ({MaxBytes} bytes, "
            + "{MaxPackets} packets)")]
    private static partial void SessionTooSlow(this ILogger logger, string session, long maxBytes, int maxPackets);

    [LoggerMessage(1003, LogLevel.Debug, "An event of socket {Socket} was refused: {Code}, {Message}")]
    public static partial void EventRefused(this ILogger logger, string socket, string code, string message);

    [LoggerMessage(1004, LogLevel.Error, "A namespace pattern failed on the name {Name}")]
    public static partial void PatternFailed(this ILogger logger, Exception exception, string name);

    [LoggerMessage(1008, LogLevel.Error, "The recovery of a connection failed in namespace {Namespace}; its client starts anew")]
    public static partial void RecoveryFailed(this ILogger logger, Exception exception, string @namespace);

    [LoggerMessage(1009, LogLevel.Warning,
        "More is held for clients than may be: {Held} bytes of {Limit}; {Count} of them were let go, for the first of whom {Largest} bytes "
            + "were held")]
    public static partial void MemoryExhausted(this ILogger logger, long held, long limit, int count, long largest);

    [LoggerMessage(1021, LogLevel.Error, "Something that was to be told of the end of connection {Connection} failed")]
    public static partial void ClosedCallbackFailed(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(1010, LogLevel.Error, "A holder of memory failed")]
    public static partial void MemoryHolderFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1007, LogLevel.Error, "Session {Session} closed: joining a namespace failed")]
    private static partial void JoiningFailed(this ILogger logger, Exception exception, string session);

    public static void Closed(this ILogger logger, string session, string reason)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            logger.SessionClosed(SessionId.Derive(session), reason);
    }

    public static void TooSlow(this ILogger logger, string session, long maxBytes, int maxPackets) =>
        logger.SessionTooSlow(SessionId.Derive(session), maxBytes, maxPackets);

    public static void JoinFailed(this ILogger logger, Exception exception, string session) =>
        logger.JoiningFailed(exception, SessionId.Derive(session));
}
