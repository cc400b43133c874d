using System.Text.Json;

namespace Gossamer.SocketIO.Packets;

/// <summary>Names that clients give to their own life's events and never send.</summary>
internal static class ReservedEvents
{
    public static bool Contains(in Utf8JsonReader name) =>
        name.ValueTextEquals("connect"u8)
        || name.ValueTextEquals("connect_error"u8)
        || name.ValueTextEquals("disconnect"u8)
        || name.ValueTextEquals("disconnecting"u8)
        || name.ValueTextEquals("newListener"u8)
        || name.ValueTextEquals("removeListener"u8);

    public static bool Contains(string name) =>
        name is "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener";
}
