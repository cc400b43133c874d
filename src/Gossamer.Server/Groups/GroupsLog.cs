using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

internal static partial class GroupsLog
{
    [LoggerMessage(4700, LogLevel.Information, "{Server} says of room {Room} that it is closed: {IsClosed}")]
    public static partial void Told(this ILogger logger, NodeId server, string room, bool isClosed);
}
