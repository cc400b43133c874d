using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>A bare TCP connection, for what proper clients do not do.</summary>
internal sealed class RawConnection(TcpClient tcp) : IDisposable
{
    public NetworkStream Stream { get; } = tcp.GetStream();

    public static async Task<RawConnection> OpenAsync(Uri address, Action<TcpClient>? configure = null)
    {
        var tcp = new TcpClient();
        configure?.Invoke(tcp);
        await tcp.ConnectAsync(address.Host, address.Port).Soon();
        return new RawConnection(tcp);
    }

    public Task SendAsync(string text) => Stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().Soon();

    /// <summary>Reads until the text has come.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        for (var last = ""; !last.Contains(text, StringComparison.Ordinal);)
        {
            var read = await Stream.ReadAsync(buffer).AsTask().Soon();
            if (read == 0)
                break;
            var piece = Encoding.UTF8.GetString(buffer, 0, read);
            all.Append(piece);
            last = last[Math.Max(0, last.Length - text.Length)..] + piece; // the text may come in two pieces
        }

        return all.ToString();
    }

    /// <summary>The other side ends the connection.</summary>
    public async Task UntilEndAsync()
    {
        var buffer = new byte[65536];
        try
        {
            while (await Stream.ReadAsync(buffer).AsTask().Soon() > 0)
            {
            }
        }
        catch (IOException)
        {
            // by force, then
        }
    }

    /// <summary>A WebSocket by hand: the handshake is done, the server's first frames are on their way.</summary>
    public static async Task<RawConnection> UpgradeAsync(
        Uri address, string query, Action<TcpClient>? configure = null, string headers = "")
    {
        var raw = await OpenAsync(address, configure);
        await raw.SendAsync(
            $"GET /socket.io/?{query} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n");
        (await raw.ReadHeadAsync()).ShouldStartWith("HTTP/1.1 101");
        return raw;
    }

    /// <summary>The first byte of each of the next messages, and not a byte beyond them.</summary>
    public async Task<byte[]> ReadHeadsAsync(int messages)
    {
        const byte Fin = 0x80;
        const byte Opcode = 0x0F;
        var heads = new List<byte>();
        for (var message = 0; message < messages;)
        {
            var head = await ReadBytesAsync(2);
            long length = head[1] switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadBytesAsync(2)),
                127 => BinaryPrimitives.ReadInt64BigEndian(await ReadBytesAsync(8)),
                var few => few,
            };
            await ReadBytesAsync((int)length);
            if ((head[0] & Opcode) != 0) // else it goes on with a message
                heads.Add(head[0]);
            message += (head[0] & Fin) == 0 ? 0 : 1;
        }

        return [.. heads];
    }

    /// <summary>Byte by byte: the first frames may be right behind it.</summary>
    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadBytesAsync(1))[0]);
        return head.ToString();
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes).AsTask().Soon();
        return bytes;
    }

    /// <summary>A client's frame, masked with zeros.</summary>
    public Task SendFrameAsync(int opcode, ReadOnlySpan<byte> payload) => Stream.WriteAsync(Frame(opcode, payload)).AsTask().Soon();

    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload)
    {
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)(0x80 | payload.Length)],
            < 65536 => [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8),
                (byte)payload.Length],
        };
        return [(byte)(0x80 | opcode), .. length, 0, 0, 0, 0, .. payload];
    }

    public void Dispose() => tcp.Dispose();
}
