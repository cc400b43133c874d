using System.Net;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Legacy;

internal static partial class LegacyLog
{
    [LoggerMessage(5000, LogLevel.Information, "{Peer}, a server of the old system, is linked; {Users} of its users are known")]
    public static partial void Linked(this ILogger logger, NodeId peer, int users);

    [LoggerMessage(5001, LogLevel.Information, "{Peer}, a server of the old system, speaks from {Address}")]
    public static partial void Speaks(this ILogger logger, NodeId peer, IPAddress? address);

    [LoggerMessage(5002, LogLevel.Warning, "Refused update_peer from {Address}: {Why}. Believed is only a server of the configuration with "
        + "\"protocol\": \"socket.io-1\", from its own ip, under its own id")]
    public static partial void NotBelieved(this ILogger logger, IPAddress? address, string why);

    [LoggerMessage(5003, LogLevel.Warning, "{Peer} announced {Count} users that cannot be (names of 1 to 64 UTF-16 units without control "
        + "characters, connections from 0 on); they are left out")]
    public static partial void UsersLeftOut(this ILogger logger, NodeId peer, int count);

    [LoggerMessage(5004, LogLevel.Information, "{Peer} has not spoken for {Grace}: its users leave")]
    public static partial void Silent(this ILogger logger, NodeId peer, TimeSpan grace);
}
