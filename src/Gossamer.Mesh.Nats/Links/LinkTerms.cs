using System.Buffers.Binary;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// What Open, Opened and Taken bear as their data, little endian: 4 bytes, how much of the link may be under way as far as the sender is
/// concerned; 8 bytes, the sender's life. Servers of versions that have none leave it out, and leave it alone.
/// </summary>
/// <param name="Window">Bytes that may be under way; 0: it is not said.</param>
/// <param name="Life">The life; 0: it is not said.</param>
internal readonly record struct LinkTerms(int Window, ulong Life)
{
    private const int Bytes = 4 + 8;

    internal byte[] Write()
    {
        var bytes = new byte[Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Window);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(4), Life);
        return bytes;
    }

    /// <summary>What stands there; what follows is of later versions.</summary>
    internal static LinkTerms Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < Bytes)
            return default;
        var window = BinaryPrimitives.ReadInt32LittleEndian(data);
        return new(Math.Clamp(window, LinkWindow.Least, LinkWindow.Most), BinaryPrimitives.ReadUInt64LittleEndian(data[4..]));
    }
}
