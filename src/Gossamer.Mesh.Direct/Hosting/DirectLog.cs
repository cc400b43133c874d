using System.Net;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Direct;

/// <summary>What the transport tells the log: event ids 3000 to 3999.</summary>
internal static partial class DirectLog
{
    [LoggerMessage(3000, LogLevel.Warning,
        "No shared key is configured: mesh {Cluster} accepts links of every program on this machine, and of no other machine")]
    internal static partial void KeyDerived(this ILogger log, string cluster);

    [LoggerMessage(3001, LogLevel.Warning, "Refused a request for a link from {Address}: {Reason}")]
    internal static partial void RequestRefused(this ILogger log, IPAddress? address, string reason);

    [LoggerMessage(3002, LogLevel.Debug, "Accepted a request for a link of {Node} from {Address}")]
    internal static partial void RequestAccepted(this ILogger log, NodeId node, IPAddress? address);
}
