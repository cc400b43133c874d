using System.Globalization;
using System.Text;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// The open packet.
/// <code>
/// 0{"sid":"...","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
/// </code>
/// </summary>
internal static class OpenPacket
{
    public static EngineFrame Encode(EngineSession session, SocketIOTransports transport)
    {
        var options = session.Options;
        var pingTimeout = (long)options.PingTimeoutOf(session.Protocol).TotalMilliseconds;
        var upgrades = CanUpgrade(options, transport) ? "[\"websocket\"]" : "[]";
        return new EngineFrame(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$"""0{"sid":"{{session.Id}}","upgrades":{{upgrades}},"pingInterval":{{(long)options.PingInterval.TotalMilliseconds}}"""
                + $$""","pingTimeout":{{pingTimeout}},"maxPayload":{{options.MaxPayload}}}""")));
    }

    public static bool CanUpgrade(EngineOptions options, SocketIOTransports transport) =>
        transport == SocketIOTransports.Polling && options.AllowUpgrades && options.Allows(SocketIOTransports.WebSocket);
}
