using Gossamer.Mesh;

namespace Gossamer.Server.Legacy;

internal static partial class LegacyServerLog
{
    [LoggerMessage(4400, LogLevel.Debug, "Message {Id} from the old server {Server} delivered to {Delivered} connections of {To}")]
    public static partial void DeliveredFromLegacyServer(this ILogger logger, MessageId id, NodeId server, UserName to, int delivered);

    [LoggerMessage(4401, LogLevel.Warning, "Refused a message that the old server {Server} forwarded: {Why}")]
    public static partial void ForwardRefused(this ILogger logger, NodeId server, string why);
}
