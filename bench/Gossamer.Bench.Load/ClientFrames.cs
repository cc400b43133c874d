using System.Buffers.Binary;

namespace Gossamer.Bench.Load;

/// <summary>Writes the frames of a WebSocket client (RFC 6455, 5.2): whole and masked.</summary>
public static class ClientFrames
{
    private const byte WholeText = 0x81;
    private const byte Masked = 0x80;
    private const int ShortLength = 125;
    private const int LengthOf16Bits = 126;
    private const uint Mask = 0x5aa5_c33c;

    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, ushort.MaxValue, nameof(payload));
        var head = payload.Length > ShortLength ? 4 : 2;
        var frame = new byte[head + 4 + payload.Length];
        (frame[0], frame[1]) = (WholeText, (byte)(Masked | (head == 2 ? payload.Length : LengthOf16Bits)));
        if (head == 4)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        var mask = frame.AsSpan(head, 4);
        BinaryPrimitives.WriteUInt32BigEndian(mask, Mask);
        for (var i = 0; i < payload.Length; i++)
            frame[head + 4 + i] = (byte)(payload[i] ^ mask[i & 3]);
        return frame;
    }

    /// <summary>The same frame several times, to be sent with one call.</summary>
    public static byte[] Repeat(byte[] frame, int count)
    {
        var all = new byte[frame.Length * count];
        for (var i = 0; i < count; i++)
            frame.CopyTo(all, i * frame.Length);
        return all;
    }
}
