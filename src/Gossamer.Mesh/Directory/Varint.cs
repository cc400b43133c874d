namespace Gossamer.Mesh;

/// <summary>Whole numbers from 0 on, seven bits a byte, the lowest first; a byte that is not the last has its top bit set.</summary>
internal static class Varint
{
    /// <summary>No number takes more bytes.</summary>
    internal const int Max = 5;

    internal static int Write(int value, Span<byte> bytes)
    {
        var (rest, written) = ((uint)value, 0);
        for (; rest >= 0x80; rest >>= 7)
            bytes[written++] = (byte)(rest | 0x80);
        bytes[written++] = (byte)rest;
        return written;
    }

    /// <summary>Reads the number at a position and moves that behind it.</summary>
    internal static int Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        var (value, shift) = (0, 0);
        for (; bytes[at] >= 0x80; shift += 7)
            value |= (bytes[at++] & 0x7F) << shift;
        return value | (bytes[at++] << shift);
    }
}
