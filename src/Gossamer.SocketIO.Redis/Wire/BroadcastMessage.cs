namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>An event for the sockets of other servers.</summary>
/// <param name="Namespace">The packet's.</param>
/// <param name="Json">The event's name and arguments, a JSON array.</param>
/// <param name="Attachments">The bytes behind the placeholders in it.</param>
/// <param name="Target">Who is meant.</param>
internal sealed record BroadcastMessage(
    string Namespace, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte>[] Attachments, BroadcastTarget Target);
