using Gossamer.Mesh;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Mesh;

/// <summary>What the adapter tells the log: event ids 6000 to 6999.</summary>
internal static partial class MeshRoomsLog
{
    [LoggerMessage(6000, LogLevel.Warning,
        "{Peer} has not confirmed a broadcast in {Namespace}: its sockets may not get it ({Unsaid} more since the last such line)")]
    internal static partial void BroadcastUnconfirmed(this ILogger log, NodeId peer, string @namespace, long unsaid);

    [LoggerMessage(6001, LogLevel.Warning,
        "{Peer} sent a message about rooms that breaks the protocol ({Unsaid} more since the last such line)")]
    internal static partial void Malformed(this ILogger log, NodeId peer, long unsaid);
}
