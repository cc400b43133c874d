using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// Writes to a socket: what is flushed is handed to the system at once, on the thread that flushes. Only what the system does not take at
/// once is waited for. It has a buffer only between writing and flushing.
/// </summary>
internal sealed class TcpWriter(TcpSocket socket) : PipeWriter
{
    private const int MinSize = 4096;

    private byte[]? _buffer;
    private int _length;
    private Task<bool>? _sending; // what the system did not take at once
    private TaskCompletionSource? _canceled;
    private bool _isCancelAsked;
    private bool _isBroken;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _length;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_length);
    }

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (_buffer?.Length ?? 0) - _length);
        _length += bytes;
    }

    /// <summary>When it ends the system has taken everything; completed: the connection is gone, and nothing more is taken.</summary>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_sending is { IsCompleted: false } pending)
            return new(WaitAsync(pending, cancellationToken));
        if (TrySend())
            return new(new FlushResult(Volatile.Read(ref _isCancelAsked) && Interlocked.Exchange(ref _isCancelAsked, false), _isBroken));
        var buffer = _buffer!;
        var rest = buffer.AsMemory(0, _length);
        (_buffer, _length) = (null, 0);
        _sending = SendRestAsync(rest, buffer);
        return new(WaitAsync(_sending, cancellationToken));
    }

    public override void CancelPendingFlush()
    {
        Volatile.Write(ref _isCancelAsked, true);
        Volatile.Read(ref _canceled)?.TrySetResult();
    }

    /// <summary>As much of what is unflushed as the system takes at once.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (exception is null && _sending is not { IsCompleted: false })
            TrySend();
        Return();
    }

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        if (exception is null && (_length > 0 || _sending is { IsCompleted: false }))
            await FlushAsync().ConfigureAwait(false);
        Complete(exception);
    }

    private void Reserve(int sizeHint) => RentedBuffer.Reserve(ref _buffer, _length, Math.Max(sizeHint, 1), MinSize);

    private void Return()
    {
        if (_buffer is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        (_buffer, _length) = (null, 0);
    }

    /// <returns>False when the system did not take it all; what is left is at the beginning of the buffer.</returns>
    private bool TrySend()
    {
        var sent = 0;
        while (sent < _length && !_isBroken)
        {
            int count;
            SocketError error;
            try
            {
                count = socket.Send(_buffer.AsSpan(sent, _length - sent), SocketFlags.None, out error);
            }
            catch (ObjectDisposedException)
            {
                (count, error) = (0, SocketError.OperationAborted);
            }

            sent += count;
            if (error is SocketError.WouldBlock or SocketError.IOPending)
            {
                _buffer.AsSpan(sent, _length - sent).CopyTo(_buffer);
                _length -= sent;
                return false;
            }

            _isBroken = error != SocketError.Success;
        }

        Return();
        return true;
    }

    /// <returns>False when the connection is gone.</returns>
    private async Task<bool> SendRestAsync(ReadOnlyMemory<byte> rest, byte[] buffer)
    {
        try
        {
            while (!rest.IsEmpty)
                rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A flush that is canceled goes on sending: nothing is lost, and the next one waits for it.</summary>
    private async Task<FlushResult> WaitAsync(Task<bool> sending, CancellationToken cancellationToken)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _canceled, canceled);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isCancelAsked))
            canceled.TrySetResult();
        await Task.WhenAny(sending, canceled.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _canceled, null);
        if (Interlocked.Exchange(ref _isCancelAsked, false))
            return new FlushResult(isCanceled: true, isCompleted: false);
        _isBroken |= !await sending.ConfigureAwait(false);
        return _isBroken || _length == 0
            ? new FlushResult(isCanceled: false, _isBroken)
            : await FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
