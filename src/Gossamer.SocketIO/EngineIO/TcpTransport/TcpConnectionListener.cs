using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>Accepts connections at one end point, with the options of Kestrel's own transport for sockets.</summary>
internal sealed class TcpConnectionListener : IConnectionListener
{
    private readonly TcpSocket _listening;
    private readonly SocketTransportOptions _options;
    private readonly MemoryPool<byte> _pool;
    private readonly TcpSettings _settings;

    private TcpConnectionListener(
        TcpSocket listening, SocketTransportOptions options, MemoryPool<byte> pool, TimeProvider time, ILogger log)
    {
        (_listening, _options, _pool) = (listening, options, pool);
        _settings = new(pool, options.MaxReadBufferSize ?? 0, options.WaitForDataBeforeAllocatingBuffer, time, log);
        EndPoint = listening.LocalEndPoint!;
    }

    public EndPoint EndPoint { get; }

    /// <exception cref="AddressInUseException">Something listens there already.</exception>
    public static TcpConnectionListener Bind(
        EndPoint endPoint, SocketTransportOptions options, IMemoryPoolFactory<byte> pools, TimeProvider time, ILogger log)
    {
        TcpSocket listening;
        try
        {
            listening = options.CreateBoundListenSocket(endPoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(e.Message, e);
        }

        listening.Listen(options.Backlog);
        return new TcpConnectionListener(listening, options, pools.Create(), time, log);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                var socket = await _listening.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (socket.LocalEndPoint is IPEndPoint)
                    socket.NoDelay = _options.NoDelay;
                return new TcpConnection(socket, _settings);
            }
            catch (ObjectDisposedException)
            {
                return null; // unbound
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null; // unbound
            }
            catch (SocketException)
            {
                // The client is gone again before it was accepted.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _listening.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _listening.Dispose();
        _pool.Dispose();
        return ValueTask.CompletedTask;
    }
}
