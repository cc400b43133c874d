using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gossamer.Bench.Load;

/// <summary>
/// A WebSocket client that costs next to nothing: a TCP socket, a handshake with a fixed key, and frames that were made before.
/// What the server sends is text in short frames, which is all that these servers send.
/// </summary>
public sealed class RawWebSocket : IDisposable
{
    private const string Upgrade =
        " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <param name="server">Where it listens.</param>
    /// <param name="pathAndQuery">Of the request.</param>
    /// <param name="from">The client's own address; null: whichever the system takes.</param>
    public static async Task<RawWebSocket> ConnectAsync(IPEndPoint server, string pathAndQuery, IPAddress? from = null)
    {
        var client = new RawWebSocket();
        if (from is not null)
            client._socket.Bind(new IPEndPoint(from, 0));
        await client._socket.ConnectAsync(server);
        await client.SendAsync(Encoding.ASCII.GetBytes("GET " + pathAndQuery + Upgrade));
        if (!await client.ReadUntilAsync("\r\n\r\n"u8.ToArray(), []))
            throw new InvalidOperationException($"No WebSocket at {pathAndQuery}.");
        return client;
    }

    /// <summary>The same, joined to the main namespace of a Socket.IO server.</summary>
    public static async Task<RawWebSocket> JoinAsync(IPEndPoint server, string query = "", IPAddress? from = null)
    {
        var client = await ConnectAsync(server, "/socket.io/?EIO=4&transport=websocket" + query, from);
        await client.SendAsync(ClientFrames.Text("40"u8));
        return await client.ReadUntilAsync("40{\"sid\":\""u8.ToArray(), "}"u8.ToArray())
            ? client
            : throw new InvalidOperationException("The Socket.IO server let nobody in.");
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frames)
    {
        while (!frames.IsEmpty)
            frames = frames[await _socket.SendAsync(frames)..];
    }

    /// <summary>Waits for bytes without holding a buffer for them.</summary>
    public async ValueTask WaitAsync() => await _socket.ReceiveAsync(Memory<byte>.Empty);

    /// <returns>How many bytes came; 0: the server is gone.</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _socket.ReceiveAsync(buffer);

    /// <summary>Takes bytes that are there and never waits.</summary>
    /// <returns>How many bytes came; 0: the server is gone; -1: none are there.</returns>
    public int TryReceive(Span<byte> buffer)
    {
        _socket.Blocking = false;
        var received = _socket.Receive(buffer, SocketFlags.None, out var error);
        return error == SocketError.WouldBlock ? -1 : received;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Reads until the mark has come, and the end behind it; for handshakes, after which the server is silent.</summary>
    private async ValueTask<bool> ReadUntilAsync(byte[] mark, byte[] end)
    {
        var buffer = new byte[1024];
        var length = 0;
        while (!Contains(buffer.AsSpan(0, length), mark, end))
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                return false;
            length += read;
        }

        return true;
    }

    private static bool Contains(ReadOnlySpan<byte> bytes, byte[] mark, byte[] end) => bytes.IndexOf(mark) >= 0 && bytes.EndsWith(end);
}
