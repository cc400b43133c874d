namespace Gossamer.SocketIO.Packets;

/// <summary>The types of Socket.IO packets; the same in protocols 4 and 5 (where ERROR is called CONNECT_ERROR).</summary>
internal enum PacketType : byte
{
    Connect = 0,
    Disconnect = 1,
    Event = 2,
    Ack = 3,
    ConnectError = 4,
    BinaryEvent = 5,
    BinaryAck = 6,
}
