using System.Buffers;
using Gossamer.SocketIO.EngineIO.Limits;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// Stands between a WebSocket and its connection. <see cref="System.Net.WebSockets.WebSocket"/> flushes after every frame, which
/// costs a system call each; between <see cref="BeginBatch"/> and <see cref="EndBatchAsync"/> frames gather here instead and leave
/// in one write. Outside of a batch (pongs, the close frame) a flush flushes. Holds a buffer only while it holds bytes, and never
/// much: who finds it full waits for the write under way.
/// </summary>
internal sealed class CoalescingStream(Stream inner) : Stream
{
    /// <summary>A batch larger than this leaves in several writes, in bytes.</summary>
    private const int WriteSize = 64 * 1024;
    private const int FirstRent = 1024;

    /// <summary>
    /// After so many reads one goes on elsewhere: a <see cref="System.Net.WebSockets.WebSocket"/> reads past control frames as long as
    /// any come, telling nobody, and whoever reads from it may have others wait.
    /// </summary>
    private const int MaxReadsAtOnce = 64;

    private readonly Lock _gate = new();
    private byte[]? _buffer;
    private int _length;
    private bool _batching;
    private bool _writing;
    private bool _failed;
    private int _reads;
    private TaskCompletionSource? _written;

    /// <summary>Runs while a write waits for the client to take something.</summary>
    public Func<WriteWatch>? WriteWatch { get; set; }

    /// <summary>What lies under the connection, if that is known.</summary>
    public TcpSocket? Socket { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void BeginBatch()
    {
        lock (_gate)
            _batching = true;
    }

    public ValueTask EndBatchAsync(CancellationToken cancellation)
    {
        lock (_gate)
            _batching = false;
        return WriteGatheredAsync(cancellation);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_failed)
                return ValueTask.FromException(Gone());
            Append(buffer.Span);
            if (_length < WriteSize)
                return ValueTask.CompletedTask;
        }

        return WriteGatheredAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_batching)
                return Task.CompletedTask;
        }

        return WriteGatheredAsync(cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ++_reads % MaxReadsAtOnce != 0 ? inner.ReadAsync(buffer, cancellationToken) : ReadElsewhereAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<int> ReadElsewhereAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        await Task.Yield();
        return await inner.ReadAsync(buffer, cancellation).ConfigureAwait(false);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        RentedBuffer.Reserve(ref _buffer, _length, bytes.Length, FirstRent);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>
    /// One writer at a time: whoever finds another at work leaves its bytes to that one, and waits for it when they are many. A
    /// client that does not read could otherwise have pongs pile up here by sending pings.
    /// </summary>
    private async ValueTask WriteGatheredAsync(CancellationToken cancellation)
    {
        while (TryTake(out var buffer, out var length, out var full))
        {
            if (buffer is null)
            {
                await full!.ConfigureAwait(false);
                continue;
            }

            var failed = true;
            try
            {
                await WriteAsync(buffer, length, cancellation).ConfigureAwait(false);
                failed = false;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
                Release(failed);
            }
        }
    }

    /// <summary>In pieces: that one of them moves on shows that the client reads.</summary>
    private async ValueTask WriteAsync(byte[] buffer, int length, CancellationToken cancellation)
    {
        for (var at = 0; at < length; at += WriteSize)
        {
            var writing = inner.WriteAsync(buffer.AsMemory(at, Math.Min(WriteSize, length - at)), cancellation);
            if (writing.IsCompletedSuccessfully)
                continue;
            var watch = WriteWatch?.Invoke();
            watch?.Begin(Socket);
            try
            {
                await writing.ConfigureAwait(false);
            }
            finally
            {
                watch?.End();
            }
        }
    }

    /// <returns>False when there is nothing to do; else what to write, or the write to wait for.</returns>
    private bool TryTake(out byte[]? buffer, out int length, out Task? full)
    {
        lock (_gate)
        {
            (buffer, length, full) = (null, 0, null);
            if (_failed)
                throw Gone();
            if (_length == 0 || (_writing && _length < WriteSize))
                return false;
            if (_writing)
                full = (_written ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            else
                (buffer, length, _buffer, _length, _writing) = (_buffer, _length, null, 0, true);
            return true;
        }
    }

    /// <summary>After a failed write nothing is written any more: the connection is gone.</summary>
    private void Release(bool failed)
    {
        TaskCompletionSource? written;
        lock (_gate)
        {
            _writing = false;
            _failed = failed;
            (written, _written) = (_written, null);
        }

        written?.SetResult();
    }

    private static IOException Gone() => new("The connection is gone: an earlier write failed.");
}
