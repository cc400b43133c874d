
namespace Gossamer.Server.Presence;

internal static partial class PresenceLog
{
    [LoggerMessage(4200, LogLevel.Information, "Updated {Clients} clients with a list of {Bytes} bytes")]
    public static partial void ClientsUpdated(this ILogger logger, int clients, int bytes);

    [LoggerMessage(4202, LogLevel.Information,
        "Told {Clients} clients of {Joined} who joined and {Left} who left; {Lists} got a whole list")]
    public static partial void ClientsTold(this ILogger logger, int clients, int joined, int left, int lists);

    [LoggerMessage(4203, LogLevel.Debug, "Told {Clients} clients of names that they watch")]
    public static partial void WatchersTold(this ILogger logger, int clients);

    [LoggerMessage(4201, LogLevel.Error, "A round of presence failed; it will be tried again")]
    public static partial void RoundFailed(this ILogger logger, Exception fault);
}
