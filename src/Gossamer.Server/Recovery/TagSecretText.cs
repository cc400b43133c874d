using System.Buffers.Binary;
using Gossamer.Mesh;

namespace Gossamer.Server.Recovery;

/// <summary>
/// Secrets on their way to another server:
/// <code>
/// message = 1*257(secret age)
/// secret  = 32 bytes; the first: the teller's own
/// age     = for how long its owner has been silent, 4 bytes of ms, big-endian
/// </code>
/// </summary>
internal static class TagSecretText
{
    private const int EntryBytes = TagSecrets.Bytes + sizeof(uint);
    private const int MaxBytes = (1 + TagSecrets.MaxTold) * EntryBytes;

    public static byte[] Write(IReadOnlyList<(byte[] Secret, TimeSpan Age)> secrets)
    {
        var message = new byte[secrets.Count * EntryBytes];
        for (var i = 0; i < secrets.Count; i++)
        {
            var entry = message.AsSpan(i * EntryBytes, EntryBytes);
            secrets[i].Secret.CopyTo(entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[TagSecrets.Bytes..], (uint)secrets[i].Age.TotalMilliseconds);
        }

        return message;
    }

    /// <summary>False, and nothing learnt, when it is no such message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, NodeId teller, TagSecrets secrets)
    {
        if (message.IsEmpty || message.Length % EntryBytes != 0 || message.Length > MaxBytes)
            return false;
        for (var isOwn = true; !message.IsEmpty; isOwn = false, message = message[EntryBytes..])
            secrets.Learn(
                message[..TagSecrets.Bytes], TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32BigEndian(message[TagSecrets.Bytes..])),
                teller, isOwn);
        secrets.OnAllTold(teller);
        return true;
    }
}
