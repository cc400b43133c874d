using System.Buffers.Binary;
using System.Security.Cryptography;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// Ids of messages that come without one: UUIDs of version 7 (RFC 9562, 5.7), which sort by time. Their random bits are drawn from the
/// system many at a time, since to draw them for each id costs more than all the rest of it.
/// </summary>
internal static class MessageIds
{
    private const int DrawnBytes = 4096;

    [ThreadStatic]
    private static byte[]? _drawn;

    [ThreadStatic]
    private static int _left;

    /// <param name="now">When the message came.</param>
    public static MessageId Create(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        Draw(id);
        Span<byte> milliseconds = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, now.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F)); // the version
        id[8] = (byte)(0x80 | (id[8] & 0x3F)); // the variant
        return new(new Guid(id, bigEndian: true).ToString());
    }

    private static void Draw(Span<byte> bytes)
    {
        if (_left < bytes.Length)
        {
            _drawn ??= GC.AllocateUninitializedArray<byte>(DrawnBytes);
            RandomNumberGenerator.Fill(_drawn);
            _left = _drawn.Length;
        }

        _drawn.AsSpan(_left - bytes.Length, bytes.Length).CopyTo(bytes);
        _left -= bytes.Length;
    }
}
