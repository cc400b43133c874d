using Gossamer.Mesh;

namespace Gossamer.Server.Identity;

/// <summary>Who was let in, and why not. No token and no part of one.</summary>
internal static partial class IdentityLog
{
    [LoggerMessage(4650, LogLevel.Debug, "A token was not accepted: {Reason}")]
    public static partial void NotAccepted(this ILogger logger, string reason);

    [LoggerMessage(4651, LogLevel.Information, "Revoked, as {Server} says: {What}")]
    public static partial void Revoked(this ILogger logger, NodeId server, string what);

    [LoggerMessage(4652, LogLevel.Warning,
        "{Count} revocations of {Server} were not taken: it holds its share of {Max}, or their time is to come")]
    public static partial void RevocationsFull(this ILogger logger, NodeId server, int count, int max);

    [LoggerMessage(4653, LogLevel.Warning, "Anybody may be any user here (--identity open)")]
    public static partial void Open(this ILogger logger);
}
