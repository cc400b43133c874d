using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// Who sent a message and its id, as one number: the same on every server, and nobody can find two messages that share one.
/// </summary>
internal readonly record struct MessageKey(ulong Value)
{
    private const int MaxBytes = 3 * UserName.MaxLength + 1 + 3 * 64;

    public static MessageKey Of(UserName from, MessageId id) => Of(from.Value, id.Value);

    /// <summary>Of a message's frame; null when it is another frame.</summary>
    public static MessageKey? Of(ReadOnlySpan<byte> frame)
    {
        var start = "42[\"im\","u8;
        if (!frame.StartsWith(start))
            return null;
        var reader = new Utf8JsonReader(frame[2..]);
        reader.Read();
        reader.Read();
        var fields = InstantMessageFields.Read(ref reader);
        return fields.IsComplete && fields.Id.IsPresent ? Of(fields.From.ToString(), fields.Id.ToString()) : null;
    }

    private static MessageKey Of(string from, string id)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        var length = 0;
        foreach (var text in (ReadOnlySpan<string>)[from, id])
        {
            if (!Encoding.UTF8.TryGetBytes(text, bytes[length..^1], out var written))
                return new MessageKey((ulong)HashCode.Combine(from, id)); // longer than any that is accepted
            length += written;
            bytes[length++] = 0;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        return new MessageKey(BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }
}
