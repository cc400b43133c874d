using System.Globalization;
using Gossamer.Server.Connections;
using Gossamer.Server.Json;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// What a client is sent, once, instead of a list that is too large:
/// <code>42["rejected",{"event":"update_client","code":"list-too-large","message":"..."}]</code>
/// </summary>
internal static class ListTooLargeFrame
{
    /// <summary>The refusal's code.</summary>
    public const string Code = "list-too-large";

    /// <summary>Tells a client, and counts it. False: it is away.</summary>
    public static bool Send(IConnection connection, int users, int maxBytes, LimitMetrics metrics)
    {
        if (!connection.Send(EncodedPacket.FromFrame(Write(users, maxBytes))))
            return false;
        metrics.Refused("update_client", Code);
        return true;
    }

    private static byte[] Write(int users, int maxBytes) => JsonOutput.Begin()
        .Raw("""42["rejected",{"event":"update_client","code":"""u8).Text(Code)
        .Raw(""","message":"""u8).Text(string.Create(CultureInfo.InvariantCulture,
            $"the list of {users} users is larger than {maxBytes} bytes; identify with presence watched, or ask /api/users"))
        .Raw("}]"u8).Take();
}
