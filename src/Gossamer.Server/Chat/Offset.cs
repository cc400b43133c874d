using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gossamer.Server.Chat;

/// <summary>
/// The place of a frame in a client's session: the last argument of each event that a client gets again if it missed it. Twelve
/// characters, unlike those of any other frame of any server; only equality counts.
/// </summary>
internal static class Offset
{
    private const int Length = 12;
    private const int Bytes = 9;
    private const int RandomBytes = 5; // of this process; the rest counts

    private static readonly byte[] Process = RandomNumberGenerator.GetBytes(RandomBytes);
    private static int _last;

    public static ReadOnlySpan<byte> Next(Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Process.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[RandomBytes..], Interlocked.Increment(ref _last));
        return utf8[..Base64Url.EncodeToUtf8(bytes, utf8)];
    }

    /// <summary>The offset at the end of a frame, <c>...,"offset"]</c>; null if there is none.</summary>
    public static string? Of(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < Length + 4)
            return null;
        var end = frame[^(Length + 4)..];
        return end[..2].SequenceEqual(",\""u8) && end[^2..].SequenceEqual("\"]"u8) ? Encoding.ASCII.GetString(end[2..^2]) : null;
    }
}
