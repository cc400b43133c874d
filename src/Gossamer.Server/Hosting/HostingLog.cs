using System.Net;
using Gossamer.Mesh;

namespace Gossamer.Server.Hosting;

/// <summary>The story of a server's start and end.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(4000, LogLevel.Information, "Configuration {File} loaded: {Servers} servers")]
    public static partial void ConfigurationLoaded(this ILogger logger, string file, int servers);

    [LoggerMessage(4001, LogLevel.Information, "Own id is {Id}, incarnation {Incarnation}")]
    public static partial void OwnId(this ILogger logger, NodeId id, Incarnation incarnation);

    [LoggerMessage(4002, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(this ILogger logger, IPEndPoint address);

    [LoggerMessage(4004, LogLevel.Warning,
        "{Refused} connections were refused since this was said last: of {Max} there are {Count}, as many as there may be, or their "
            + "address holds as many as it leaves free. Raise the limit of open files (ulimit -n, LimitNOFILE) or --max-connections; "
            + "name proxies (--proxy)")]
    public static partial void TooManyConnections(this ILogger logger, int count, int max, long refused);

    [LoggerMessage(4005, LogLevel.Information, "Configuration {File} read again: {Servers} servers")]
    public static partial void ReadAgain(this ILogger logger, string file, int servers);

    [LoggerMessage(4006, LogLevel.Error, "The configuration has changed and does not hold, so the servers stay those of before: {Error}")]
    public static partial void NotReadAgain(this ILogger logger, string error);

    [LoggerMessage(4007, LogLevel.Warning, "{File} has new servers of the old system, or changed ones: restart this server to have them")]
    public static partial void OldServersStay(this ILogger logger, string file);

    [LoggerMessage(4003, LogLevel.Information, "Stopped")]
    public static partial void Stopped(this ILogger logger);
}
