namespace Gossamer.SocketIO.Packets;

/// <summary>A Socket.IO packet, its parts being slices of what was received.</summary>
/// <param name="Type">What the packet is for.</param>
/// <param name="Namespace">UTF-8, beginning with a slash, a query string included where an old client sent one; empty: the main
/// namespace.</param>
/// <param name="AckId">The number under which an answer is expected or given.</param>
/// <param name="Attachments">How many binary frames belong to the packet and follow it.</param>
/// <param name="Data">JSON, valid and of the kind that the type wants; empty if none.</param>
internal readonly record struct Packet(
    PacketType Type,
    ReadOnlyMemory<byte> Namespace,
    long? AckId,
    int Attachments,
    ReadOnlyMemory<byte> Data);
