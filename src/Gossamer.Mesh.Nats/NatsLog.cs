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

    [LoggerMessage(2404, LogLevel.Warning, "What came over NATS could not be read on: {Why}; it begins anew")]
    internal static partial void Interrupted(this ILogger log, string why);

    [LoggerMessage(2405, LogLevel.Error, "A link with {Peer} has ended by an error of this server")]
    internal static partial void LinkFailed(this ILogger log, Exception error, NodeId peer);

    [LoggerMessage(2406, LogLevel.Error, "What listens on NATS has ended by an error of this server; it begins anew")]
    internal static partial void ListeningFailed(this ILogger log, Exception error);

    [LoggerMessage(2407, LogLevel.Warning,
        "NATS is there, and what this server says on {Subject} does not come back to it: it hears nobody, or nobody hears it. May it "
        + "publish and subscribe to {Subjects}?")]
    internal static partial void NotHeardBack(this ILogger log, string subject, string subjects);

    [LoggerMessage(2408, LogLevel.Warning, "Another server says over NATS that it is '{Id}', as this one does: give it an id of its own")]
    internal static partial void TwinHeard(this ILogger log, NodeId id);

    [LoggerMessage(2409, LogLevel.Warning,
        "'{Peer}' opens links over NATS, and is none of the servers that are known here; it has no answer")]
    internal static partial void Unknown(this ILogger log, NodeId peer);

    [LoggerMessage(2410, LogLevel.Warning, "NATS says: {Error}")]
    internal static partial void ServerSays(this ILogger log, string error);
}
