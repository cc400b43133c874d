namespace Gossamer.SocketIO;

/// <summary>
/// The types of Socket.IO packets; the same in protocols 4 and 5 (where ERROR is called CONNECT_ERROR).
/// </summary>
public enum PacketType
{
    /// <summary>Joins a namespace; from the server: the client has joined it.</summary>
    Connect = 0,

    /// <summary>Leaves a namespace.</summary>
    Disconnect = 1,

    /// <summary>An event: its name and its arguments.</summary>
    Event = 2,

    /// <summary>The answer to an event.</summary>
    Ack = 3,

    /// <summary>The client may not join the namespace.</summary>
    ConnectError = 4,

    /// <summary>An event whose attachments follow it; the default parser's alone.</summary>
    BinaryEvent = 5,

    /// <summary>An answer whose attachments follow it; the default parser's alone.</summary>
    BinaryAck = 6,
}
