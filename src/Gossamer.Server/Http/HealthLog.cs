namespace Gossamer.Server.Http;

internal static partial class HealthLog
{
    [LoggerMessage(4600, LogLevel.Warning, "Degraded: not linked with {Peers}")]
    public static partial void NotLinked(this ILogger logger, string peers);

    [LoggerMessage(
        4601, LogLevel.Warning, "Not ready for clients: linked with {Linked} of the {Needed} peers that it needs (--ready-peers)")]
    public static partial void NotReady(this ILogger logger, int linked, int needed);
}
