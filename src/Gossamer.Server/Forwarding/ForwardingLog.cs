using Yarp.ReverseProxy.Forwarder;

namespace Gossamer.Server.Forwarding;

internal static partial class ForwardingLog
{
    [LoggerMessage(4300, LogLevel.Information,
        "A session's server at {Url} did not answer: {Error}. Its client is told that the session is unknown")]
    public static partial void NotForwarded(this ILogger logger, string url, ForwarderError error);
}
