using Gossamer.Mesh;

namespace Gossamer.Server.Sessions;

internal static partial class SessionsLog
{
    [LoggerMessage(4500, LogLevel.Information, "The session of {User} has come from {Server} with {Packets} messages")]
    public static partial void Arrived(this ILogger logger, UserName user, NodeId server, int packets);

    [LoggerMessage(4501, LogLevel.Information, "The session of {User} has gone to {Server} with {Packets} messages")]
    public static partial void Departed(this ILogger logger, UserName user, NodeId server, int packets);

    [LoggerMessage(4502, LogLevel.Warning, "{Server} did not take the session of {User}; it stays here")]
    public static partial void NotTaken(this ILogger logger, UserName user, NodeId server);

    [LoggerMessage(4506, LogLevel.Information, "{Server} had not taken the session of {User} when another server asked for it")]
    public static partial void Withdrawn(this ILogger logger, UserName user, NodeId server);

    [LoggerMessage(4503, LogLevel.Debug, "{User} got {Packets} missed messages; {Servers} other servers were asked")]
    public static partial void CaughtUp(this ILogger logger, UserName user, int packets, int servers);

    [LoggerMessage(4505, LogLevel.Information,
        "{Server} had kept the session of {User} as well; what came there is among {Packets} messages")]
    public static partial void Merged(this ILogger logger, UserName user, NodeId server, int packets);

    [LoggerMessage(4504, LogLevel.Warning, "{Server} said something that is no note about a session")]
    public static partial void NotANote(this ILogger logger, NodeId server);

    [LoggerMessage(4510, LogLevel.Information, "Draining within {Milliseconds:F0} ms: {Connections} connections are sent elsewhere")]
    public static partial void Draining(this ILogger logger, double milliseconds, int connections);

    [LoggerMessage(4511, LogLevel.Information, "Drained: {Away} sessions were not asked for; {Kept} of them are kept by other servers")]
    public static partial void Drained(this ILogger logger, int away, int kept);

    [LoggerMessage(4512, LogLevel.Error, "Handing a session over failed")]
    public static partial void HandingOverFailed(this ILogger logger, Exception fault);
}
