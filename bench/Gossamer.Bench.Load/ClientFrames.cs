using System.Buffers.Binary;

namespace Gossamer.Bench.Load;

/// <summary>Writes the frames of a WebSocket client (RFC 6455, 5.2): short, whole and masked.</summary>
public static class ClientFrames
{
    private const byte WholeText = 0x81;
    private const byte Masked = 0x80;
    private const int MaxLength = 125;
    private const uint Mask = 0x5aa5_c33c;

    public static byte[] Text(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxLength)
            throw new ArgumentException($"Longer than {MaxLength} bytes.", nameof(payload));
        var frame = new byte[6 + payload.Length];
        (frame[0], frame[1]) = (WholeText, (byte)(Masked | payload.Length));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(2), Mask);
        for (var i = 0; i < payload.Length; i++)
            frame[6 + i] = (byte)(payload[i] ^ frame[2 + (i & 3)]);
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
