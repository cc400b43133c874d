using System.Net;
using System.Net.Sockets;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Engines;

/// <summary>A user. Answers heartbeats, and hands on what else it is sent, a message at a time.</summary>
internal sealed class MeshClient : IDisposable
{
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);
    private static readonly byte[] Farewell = ClientFrames.Text("41"u8);

    private readonly RawWebSocket _socket;
    private volatile bool _hasLeft;

    private MeshClient(RawWebSocket socket) => _socket = socket;

    /// <summary>Ends, with an exception, only if the server closes the connection.</summary>
    public Task Receiving { get; private set; } = Task.CompletedTask;

    /// <param name="server">Where.</param>
    /// <param name="user">The name.</param>
    /// <param name="presence">What it is told of who is there.</param>
    /// <param name="reader">Who takes what it is sent; null: nothing is read at all.</param>
    public static async Task<MeshClient> JoinAsync(IPEndPoint server, string user, string presence = "none", IMessageReader? reader = null)
    {
        var client = new MeshClient(await RawWebSocket.JoinAsync(server));
        await client.EmitAsync($$"""["identify",{"user":"{{user}}","presence":"{{presence}}"}]""");
        if (reader is not null)
            client.Receiving = Task.Run(() => client.ReadAsync(reader));
        return client;
    }

    /// <param name="arguments">An event: a JSON array, the name first. ASCII.</param>
    public ValueTask EmitAsync(string arguments) => SendAsync(ClientFrames.Text(Encoding.ASCII.GetBytes("42" + arguments)));

    public ValueTask SendAsync(ReadOnlyMemory<byte> frames) => _socket.SendAsync(frames);

    /// <summary>Says that it does not come back, so that it is gone from the list at once.</summary>
    public async Task LeaveAsync()
    {
        _hasLeft = true;
        await _socket.SendAsync(Farewell);
        Dispose();
    }

    public void Dispose()
    {
        _hasLeft = true;
        _socket.Dispose();
    }

    private async Task ReadAsync(IMessageReader reader)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (var length = 0; await _socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var more;)
            {
                length += more;
                var (read, pings) = ServerFrames.Read(buffer.AsSpan(0, length), reader);
                buffer.AsSpan(read, length - read).CopyTo(buffer);
                length -= read;
                if (length == buffer.Length)
                    Array.Resize(ref buffer, 2 * buffer.Length);
                for (; pings > 0; pings--)
                    await _socket.SendAsync(Pong);
                await reader.PauseAsync();
            }
        }
        catch (Exception e) when (_hasLeft && e is SocketException or ObjectDisposedException)
        {
            return;
        }

        if (!_hasLeft)
            throw new InvalidOperationException("A server closed a connection.");
    }
}
