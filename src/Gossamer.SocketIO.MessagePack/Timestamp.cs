using System.Buffers.Binary;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// Extension -1 (MessagePack specification, "Timestamp extension type"): seconds from 1970, and nanoseconds.
/// <code>
/// 4 bytes    seconds
/// 8 bytes    30 bits of nanoseconds, 34 bits of seconds
/// 12 bytes   4 bytes of nanoseconds, 8 of seconds, which may be below zero
/// </code>
/// </summary>
internal static class Timestamp
{
    private const sbyte Type = -1;
    private const int SecondsBits = 34;
    private const long NanosecondsInMillisecond = 1_000_000;
    private const long MostSeconds = long.MaxValue / 1_000 / 2; // beyond what any date is

    /// <param name="token">The value.</param>
    /// <param name="time">In ms from 1970.</param>
    /// <returns>False: it is none.</returns>
    public static bool TryRead(Token token, out long time)
    {
        time = 0;
        if (token.Kind != TokenKind.Extension || token.Number != Type)
            return false;
        switch (token.Bytes.Length)
        {
            case 4:
                return TryCombine(BinaryPrimitives.ReadUInt32BigEndian(token.Bytes), nanoseconds: 0, out time);
            case 8:
                var both = BinaryPrimitives.ReadUInt64BigEndian(token.Bytes);
                return TryCombine((long)(both & ((1UL << SecondsBits) - 1)), (long)(both >> SecondsBits), out time);
            case 12:
                var nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(token.Bytes);
                return TryCombine(BinaryPrimitives.ReadInt64BigEndian(token.Bytes[4..]), nanoseconds, out time);
            default:
                return false;
        }
    }

    private static bool TryCombine(long seconds, long nanoseconds, out long time)
    {
        time = 0;
        if (seconds is < -MostSeconds or > MostSeconds)
            return false;
        time = (seconds * 1_000) + (nanoseconds / NanosecondsInMillisecond);
        return true;
    }
}
