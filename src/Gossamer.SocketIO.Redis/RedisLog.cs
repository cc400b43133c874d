using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Redis;

/// <summary>What the adapter tells the log: event ids 7000 to 7999.</summary>
internal static partial class RedisLog
{
    [LoggerMessage(7000, LogLevel.Warning,
        "Redis is not reachable: this server goes on by itself, and is one of several as soon as Redis is there")]
    internal static partial void NotReachable(this ILogger log);

    [LoggerMessage(7001, LogLevel.Warning,
        "Redis did not take a message about {Namespace}: the sockets of other servers do not get it "
        + "({Unsaid} more since the last such line)")]
    internal static partial void NotPublished(this ILogger log, Exception? cause, string @namespace, long unsaid);

    [LoggerMessage(7002, LogLevel.Warning,
        "A packet in {Namespace} is no event as JSON has it, and goes to the sockets of this server alone "
        + "({Unsaid} more since the last such line)")]
    internal static partial void NoEvent(this ILogger log, string @namespace, long unsaid);

    [LoggerMessage(7003, LogLevel.Warning,
        "A message on {Channel} breaks the protocol, or is larger than may be, and is passed over "
        + "({Unsaid} more since the last such line)")]
    internal static partial void Malformed(this ILogger log, string channel, long unsaid);

    [LoggerMessage(7004, LogLevel.Warning, "The connection to Redis is lost ({What}); it is made anew")]
    internal static partial void Lost(this ILogger log, string what, Exception? cause);

    [LoggerMessage(7005, LogLevel.Information, "The connection to Redis is there again ({What})")]
    internal static partial void Restored(this ILogger log, string what);

    [LoggerMessage(7006, LogLevel.Warning,
        "Redis did not let this server subscribe to {Channel}: it hears nothing there yet, and tries again")]
    internal static partial void NotSubscribed(this ILogger log, Exception cause, string channel);

    [LoggerMessage(7007, LogLevel.Warning,
        "What this server was asked about {Namespace} it does not answer: the answer is too large, or too many are being given "
        + "({Unsaid} more since the last such line)")]
    internal static partial void NotAnswered(this ILogger log, string @namespace, long unsaid);

    [LoggerMessage(7008, LogLevel.Error, "A message of {Channel} could not be handled")]
    internal static partial void HandlerFailed(this ILogger log, Exception cause, string channel);
}
