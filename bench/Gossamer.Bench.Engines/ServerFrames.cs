using System.Buffers.Binary;

namespace Gossamer.Bench.Engines;

/// <summary>Reads what a server sends a WebSocket client (RFC 6455, 5.2): whole frames without a mask.</summary>
internal static class ServerFrames
{
    /// <param name="bytes">As many as have come.</param>
    /// <param name="reader">Takes each message that is no heartbeat.</param>
    /// <returns>How many bytes were read, and how many heartbeats ask for an answer.</returns>
    public static (int Read, int Pings) Read(ReadOnlySpan<byte> bytes, IMessageReader reader)
    {
        var (read, pings) = (0, 0);
        while (TryReadHead(bytes[read..], out var head, out var length) && bytes.Length - read - head >= length)
        {
            var payload = bytes.Slice(read + head, length);
            read += head + length;
            if (payload is [(byte)'2'])
                pings++;
            else
                reader.Read(payload);
        }

        return (read, pings);
    }

    private static bool TryReadHead(ReadOnlySpan<byte> bytes, out int head, out int length)
    {
        (head, length) = (2, 0);
        if (bytes.Length < 2)
            return false;
        head = bytes[1] switch { 127 => 10, 126 => 4, _ => 2 };
        if (bytes.Length < head)
            return false;
        length = head switch
        {
            10 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            _ => bytes[1],
        };
        return true;
    }
}
