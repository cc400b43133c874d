using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.Tests.Endpoint;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.Tests.EngineIO.TcpTransport;

/// <summary>A connection as Kestrel gets it, and its client.</summary>
internal sealed class TcpPair : IAsyncDisposable
{
    private readonly TcpConnectionListener _listener;

    private TcpPair(TcpConnectionListener listener, TcpSocket client, TcpConnection server) =>
        (_listener, Client, Server) = (listener, client, server);

    public TcpSocket Client { get; }

    public TcpConnection Server { get; }

    public FakeTimeProvider Time { get; private init; } = new();

    public PipeReader Input => Server.Transport.Input;

    public PipeWriter Output => Server.Transport.Output;

    public static async Task<TcpPair> ConnectAsync(long? maxReadBufferSize = 1024 * 1024)
    {
        var time = new FakeTimeProvider();
        var options = new SocketTransportOptions { MaxReadBufferSize = maxReadBufferSize };
        var listener = TcpConnectionListener.Bind(new IPEndPoint(IPAddress.Loopback, 0), options, new Pools(), time, NullLogger.Instance);
        var client = new TcpSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var accepting = listener.AcceptAsync().AsTask();
        await client.ConnectAsync(listener.EndPoint);
        return new TcpPair(listener, client, (TcpConnection)(await accepting.Soon())!) { Time = time };
    }

    public Task SendAsync(byte[] bytes) => Client.SendAsync(bytes, SocketFlags.None).Soon();

    /// <summary>What the server reads up to so many bytes, or to the end.</summary>
    public async Task<byte[]> ReadAsync(int count)
    {
        List<byte> bytes = [];
        while (bytes.Count < count)
        {
            var read = await Input.ReadAsync().AsTask().Soon();
            bytes.AddRange(read.Buffer.ToArray());
            Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                break;
        }

        return [.. bytes];
    }

    /// <summary>What the client receives up to so many bytes, or to the end.</summary>
    public async Task<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        var length = 0;
        while (length < count && await Client.ReceiveAsync(bytes.AsMemory(length), SocketFlags.None).AsTask().Soon() is > 0 and var some)
            length += some;
        return bytes[..length];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Close(0);
        await Server.DisposeAsync().AsTask().Soon();
        await _listener.DisposeAsync();
    }

    private sealed class Pools : IMemoryPoolFactory<byte>
    {
        public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => MemoryPool<byte>.Shared;
    }
}
