using System.Net.Sockets;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Idle;

/// <summary>A client that answers heartbeats and does nothing else.</summary>
internal sealed class IdleClient : IDisposable
{
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);

    private readonly RawWebSocket _socket;

    public IdleClient(RawWebSocket socket)
    {
        _socket = socket;
        Living = Task.Run(LiveAsync);
    }

    /// <summary>True when it ends because the server closed the connection.</summary>
    public Task<bool> Living { get; }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> LiveAsync()
    {
        try
        {
            while (true)
            {
                await _socket.WaitAsync();
                var frame = new byte[16];
                var length = await _socket.ReceiveAsync(frame);
                if (length == 0)
                    return true;
                if (frame.AsSpan(0, length).EndsWith("2"u8))
                    await _socket.SendAsync(Pong);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}
