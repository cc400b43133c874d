using System.Net;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Direct;

/// <summary>What the transport tells the log: event ids 3000 to 3999.</summary>
internal static partial class DirectLog
{
    [LoggerMessage(3000, LogLevel.Warning,
        "No key is configured: mesh {Cluster} accepts links of every program on this machine, and of no other machine")]
    internal static partial void KeyDerived(this ILogger log, string cluster);

    [LoggerMessage(3001, LogLevel.Warning,
        "Refused a request for a link from {Address}: {Reason} ({Unsaid} more since the last such line)")]
    internal static partial void RequestRefused(this ILogger log, IPAddress? address, string reason, long unsaid);

    [LoggerMessage(3002, LogLevel.Debug, "Accepted a request for a link of {Node} from {Address}")]
    internal static partial void RequestAccepted(this ILogger log, NodeId node, IPAddress? address);

    [LoggerMessage(3003, LogLevel.Warning,
        "Mesh {Cluster} knows {Peers} by a key that servers share: whoever gets it from one of them can link as any of these. A key for "
            + "each server prevents that (gossamer key new)")]
    internal static partial void KeyShared(this ILogger log, string cluster, string peers);
}
