using System.Buffers.Binary;
using System.Net.Sockets;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>How much of what was written the other side's system has confirmed.</summary>
internal static class TcpProgress
{
    private const int IpProtocolTcp = 6;

    /// <summary>Linux, include/uapi/linux/tcp.h: TCP_INFO, and where tcpi_bytes_acked (64 bits, since 4.2) stands in it.</summary>
    private const int TcpInfo = 11;
    private const int BytesAckedOffset = 120;

    /// <returns>0 where the system does not tell.</returns>
    public static long AcknowledgedBytes(TcpSocket? socket)
    {
        if (socket is null || !OperatingSystem.IsLinux())
            return 0;
        Span<byte> info = stackalloc byte[BytesAckedOffset + sizeof(long)];
        try
        {
            return socket.GetRawSocketOption(IpProtocolTcp, TcpInfo, info) < info.Length ? 0 : ReadLong(info[BytesAckedOffset..]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0; // no TCP, or gone
        }
    }

    private static long ReadLong(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : BinaryPrimitives.ReadInt64BigEndian(bytes);
}
