namespace Gossamer.SocketIO.Packets;

/// <summary>Names that clients give to their own life's events and never send.</summary>
internal static class ReservedEvents
{
    public static bool Contains(in EventName name) =>
        name.Is("connect"u8)
        || name.Is("connect_error"u8)
        || name.Is("disconnect"u8)
        || name.Is("disconnecting"u8)
        || name.Is("newListener"u8)
        || name.Is("removeListener"u8);

    public static bool Contains(string name) =>
        name is "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener";
}
