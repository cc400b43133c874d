using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO;

internal static partial class SocketIOLog
{
    [LoggerMessage(1001, LogLevel.Error, "A handler of socket {Socket} failed")]
    public static partial void HandlerFailed(this ILogger logger, Exception exception, string socket);

    [LoggerMessage(1002, LogLevel.Debug, "Session {Session} closed: {Reason}")]
    public static partial void Closed(this ILogger logger, string session, string reason);
}
