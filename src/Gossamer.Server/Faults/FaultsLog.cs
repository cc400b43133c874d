using Gossamer.Mesh;

namespace Gossamer.Server.Faults;

internal static partial class FaultsLog
{
    [LoggerMessage(4900, LogLevel.Warning, "By hand: {Fault} the link from {From} to {To}")]
    public static partial void LinkChanged(this ILogger log, string fault, NodeId from, NodeId to);

    [LoggerMessage(4901, LogLevel.Warning, "By hand: {Fault} {Server}")]
    public static partial void ServerSwitched(this ILogger log, string fault, NodeId server);
}
