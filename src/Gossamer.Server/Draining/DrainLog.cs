namespace Gossamer.Server.Draining;

internal static partial class DrainLog
{
    [LoggerMessage(4510, LogLevel.Information, "Draining within {Milliseconds:F0} ms: {Connections} connections are sent elsewhere")]
    public static partial void Draining(this ILogger logger, double milliseconds, int connections);

    [LoggerMessage(
        4511, LogLevel.Information, "Drained: {Waiting} clients were not back elsewhere yet; another server has their messages: {IsLeft}")]
    public static partial void Drained(this ILogger logger, int waiting, bool isLeft);
}
