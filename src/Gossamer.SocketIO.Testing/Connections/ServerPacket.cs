namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>A packet from the server, its attachments complete.</summary>
/// <param name="Type">What the packet is for.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="AckId">The number under which an answer is expected or given.</param>
/// <param name="Data">JSON; empty if none.</param>
/// <param name="Attachments">The bytes behind the placeholders of <paramref name="Data"/>, by number.</param>
internal sealed record ServerPacket(
    PacketType Type, string Namespace, long? AckId, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte>[] Attachments);
