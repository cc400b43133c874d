using System.Buffers.Binary;
using System.Text;
using Blake3;

namespace Gossamer.Mesh;

/// <summary>
/// Who sent a message and its id, as one number by which a repetition is known at every server. Made once, where the message is accepted.
/// The first bytes of a BLAKE3: a sender cannot choose an id that collides with another sender's. It is made for each message at each
/// server that takes it; the SHA-256 of the platform takes ten times as long for so few bytes.
/// </summary>
/// <param name="Value">The number; 0 for a message that its sender does not repeat.</param>
internal readonly record struct MessageKey(ulong Value)
{
    private const int StackBytes = 512;

    internal static MessageKey None => default;

    internal bool IsNone => Value == 0;

    internal static MessageKey Of(UserName from, MessageId id)
    {
        var length = Encoding.UTF8.GetMaxByteCount(from.Value.Length) + 1 + Encoding.UTF8.GetMaxByteCount(id.Value.Length);
        var bytes = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        var used = Encoding.UTF8.GetBytes(from.Value, bytes);
        bytes[used++] = 0; // no name has it
        used += Encoding.UTF8.GetBytes(id.Value, bytes[used..]);
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        Hasher.Hash(bytes[..used], hash);
        return new(Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(hash)));
    }
}
