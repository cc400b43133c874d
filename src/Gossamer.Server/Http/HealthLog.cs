namespace Gossamer.Server.Http;

internal static partial class HealthLog
{
    [LoggerMessage(4600, LogLevel.Warning, "Degraded: not linked with {Peers}")]
    public static partial void NotLinked(this ILogger logger, string peers);
}
