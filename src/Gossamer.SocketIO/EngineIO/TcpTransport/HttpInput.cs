using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// Receives for HTTP, also while a request is handled, so that a client that leaves is noticed: from the socket into a pipe.
/// <code>
/// receiving --HandOver, then the wait ends--> ended, and what follows is received by whoever has the connection
/// receiving --the client ends, or is gone---> ended, and completed
/// </code>
/// </summary>
internal sealed class HttpInput
{
    /// <summary>Room for less is not worth a call of the system's, in bytes.</summary>
    private const int MinReceive = 2048;

    private readonly TcpSocket _socket;
    private readonly TcpSettings _settings;
    private readonly Pipe _pipe;
    private readonly Task _receiving;
    private volatile bool _isHandedOver;

    /// <param name="socket">Where bytes come from.</param>
    /// <param name="settings">The pipe's.</param>
    /// <param name="onCompleted">Called when the client has ended or is gone.</param>
    public HttpInput(TcpSocket socket, TcpSettings settings, Action onCompleted)
    {
        (_socket, _settings) = (socket, settings);
        _pipe = new Pipe(settings.PipeOptions);
        _receiving = ReceiveAsync(onCompleted);
    }

    public PipeReader Reader => _pipe.Reader;

    /// <summary>Nothing will come any more.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>HTTP reads no more. What is arriving is still received; the wait for more is the last.</summary>
    public void HandOver() => _isHandedOver = true;

    /// <summary>The connection is aborted: who waits for HTTP to read waits no longer. May be called from any thread.</summary>
    public void Abort() => _pipe.Writer.CancelPendingFlush();

    /// <summary>Ends when something more can be received, once this is handed over.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _receiving.WaitAsync(cancellationToken);

    /// <summary>What has been received and not been read.</summary>
    public byte[] TakeUnread()
    {
        if (!_pipe.Reader.TryRead(out var result))
            return [];
        var bytes = System.Buffers.BuffersExtensions.ToArray(result.Buffer);
        _pipe.Reader.AdvanceTo(result.Buffer.End);
        return bytes;
    }

    private async Task ReceiveAsync(Action onCompleted)
    {
        Exception? error = null;
        var isCompleted = true;
        try
        {
            isCompleted = await ReceiveUntilEndAsync().ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.TimedOut or SocketError.Shutdown)
        {
            error = new ConnectionResetException(e.Message, e);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            error = new ConnectionAbortedException("The connection was aborted.", e);
        }

        IsCompleted = isCompleted;
        await _pipe.Writer.CompleteAsync(_isHandedOver ? null : error).ConfigureAwait(false); // whoever reads gets what was only looked at
        if (isCompleted)
            onCompleted();
    }

    /// <returns>True when the client has ended or HTTP reads no more; false when the connection is handed over.</returns>
    private async Task<bool> ReceiveUntilEndAsync()
    {
        while (true)
        {
            if (_isHandedOver)
                return false;
            if (_settings.WaitsWithoutBuffer)
            {
                await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
                if (_isHandedOver)
                    return false;
            }

            var count = await _socket.ReceiveAsync(_pipe.Writer.GetMemory(MinReceive), SocketFlags.None).ConfigureAwait(false);
            if (count == 0)
                return true;
            _pipe.Writer.Advance(count);
            var flush = await _pipe.Writer.FlushAsync().ConfigureAwait(false);
            if (flush.IsCompleted || flush.IsCanceled)
                return true;
        }
    }
}
