using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Nats;

/// <summary>What the transport over NATS tells the log: event ids 2400 to 2499.</summary>
internal static partial class NatsLog
{
    [LoggerMessage(2400, LogLevel.Information, "Connected to NATS server {Server}, version {Version}")]
    internal static partial void Connected(this ILogger log, string server, string version);

    [LoggerMessage(2401, LogLevel.Warning, "NATS is away: {Why}. Clients here are served, other servers are not reached")]
    internal static partial void Away(this ILogger log, string? why);

    [LoggerMessage(2402, LogLevel.Warning, "NATS cannot be reached: {Why}. It is tried again and again")]
    internal static partial void NotReached(this ILogger log, string why);

    [LoggerMessage(2403, LogLevel.Information, "The servers that say they are there: {Servers}")]
    internal static partial void Discovered(this ILogger log, string servers);

    [LoggerMessage(2404, LogLevel.Warning, "What came over NATS could not be read on: {Why}; it begins again in {DelayMs:F0} ms")]
    internal static partial void Interrupted(this ILogger log, string why, double delayMs);
}
