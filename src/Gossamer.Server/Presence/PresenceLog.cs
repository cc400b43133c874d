
namespace Gossamer.Server.Presence;

internal static partial class PresenceLog
{
    [LoggerMessage(4200, LogLevel.Information, "Updated {Clients} clients with a list of {Bytes} bytes")]
    public static partial void ClientsUpdated(this ILogger logger, int clients, int bytes);

    [LoggerMessage(4201, LogLevel.Error, "A round of user lists failed; it will be tried again")]
    public static partial void RoundFailed(this ILogger logger, Exception fault);
}
