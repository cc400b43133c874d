namespace Gossamer.SocketIO;

/// <summary>A packet in parts (Socket.IO protocol, "Packet encoding"), as an <see cref="ISocketIOParser"/> reads and writes it.</summary>
/// <param name="Type">
/// What the packet is for; <see cref="PacketType.BinaryEvent"/> and <see cref="PacketType.BinaryAck"/> never are.
/// </param>
/// <param name="Namespace">Begins with a slash and holds no comma; "/" is the main namespace.</param>
/// <param name="AckId">The number under which an answer is expected or given.</param>
/// <param name="Data">
/// UTF-8 JSON; empty if there are none. Bytes stand in it as <c>{"_placeholder":true,"num":N}</c>, N being their place in
/// <see cref="Attachments"/>; in the data of a CONNECT, which has no attachments, as base64.
/// </param>
public readonly record struct SocketIOPacket(PacketType Type, string Namespace, long? AckId = null, ReadOnlyMemory<byte> Data = default)
{
    /// <summary>The bytes behind the placeholders in <see cref="Data"/>, in their order there.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; init; } = [];
}
