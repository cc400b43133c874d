using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>
/// Reads from the socket of a connection that HTTP has handed over: first what HTTP's pipe has left, then what arrives. Whoever gets
/// little waits without a buffer; whoever gets much with one, which saves a call of the system's for each arrival.
/// </summary>
/// <param name="socket">Whose one receiver this is, once <paramref name="input"/> has ended.</param>
/// <param name="input">What has been received for HTTP.</param>
/// <param name="time">The clock.</param>
internal sealed class TcpReader(TcpSocket socket, HttpInput input, TimeProvider time) : PipeReader
{
    private const int MinSize = 4096;
    private const int MaxSize = 64 * 1024;

    /// <summary>Something arrived twice within this time: the next wait is likely to be short.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(0.5);

    private HttpInput? _left = input;
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private int _examined;
    private int _size = MinSize;
    private long? _lastArrival;
    private bool _isBusy;
    private bool _isReceiving;
    private bool _isCompleted;

    /// <summary>The buffer, in bytes; 0 for who waits without.</summary>
    public int HeldBytes => _buffer?.Length ?? 0;

    /// <param name="cancellationToken">Nothing is lost with a read that is canceled.</param>
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_examined < _end || _isCompleted)
            return new(Result());
        return _left is null ? ReceiveAsync(cancellationToken) : TakeLeftAsync(_left, cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        result = _examined < _end || _isCompleted ? Result() : default;
        return _examined < _end || _isCompleted;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_buffer is null)
            return;
        _start = consumed.GetInteger();
        _examined = examined.GetInteger();
        if (_start != _end)
            return;
        (_start, _end, _examined) = (0, 0, 0);
        if (!_isBusy)
            Return();
    }

    /// <summary>Reads are canceled by their token.</summary>
    public override void CancelPendingRead() => throw new NotSupportedException("Reads are canceled by their token.");

    public override void Complete(Exception? exception = null)
    {
        _isCompleted = true;
        (_start, _end, _examined) = (0, 0, 0);
        if (_isReceiving)
            _buffer = null; // the system may still write into it: nobody else gets it
        else
            Return();
    }

    private ReadResult Result() => new(
        _buffer is null ? default : new ReadOnlySequence<byte>(_buffer, _start, _end - _start), isCanceled: false, _isCompleted);

    private async ValueTask<ReadResult> ReceiveAsync(CancellationToken cancellationToken)
    {
        _isReceiving = true;
        try
        {
            if (_buffer is null)
                await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            MakeRoom();
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (count > 0 && !_isCompleted)
                NoteArrival(count);
            else
                _isCompleted = true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            _isCompleted = true;
        }
        finally
        {
            _isReceiving = false;
        }

        return Result();
    }

    private void NoteArrival(int count)
    {
        _end += count;
        var now = time.GetTimestamp();
        _isBusy = _lastArrival is { } last && time.GetElapsedTime(last, now) < Soon;
        _lastArrival = now;
        if (!_isBusy)
            _size = MinSize;
        else if (_end == _buffer!.Length)
            _size = Math.Min(_size * 2, MaxSize);
    }

    /// <summary>Some of a frame's header at the most is kept from before.</summary>
    private void MakeRoom()
    {
        var kept = _end - _start;
        if (_buffer is null || _buffer.Length - kept < _size / 2 || _buffer.Length < _size)
        {
            var other = ArrayPool<byte>.Shared.Rent(kept + _size);
            _buffer.AsSpan(_start, kept).CopyTo(other);
            Return();
            _buffer = other;
        }
        else if (_start > 0)
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end, _examined) = (0, kept, kept);
    }

    private void Return()
    {
        if (_buffer is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        _buffer = null;
    }

    private async ValueTask<ReadResult> TakeLeftAsync(HttpInput left, CancellationToken cancellationToken)
    {
        var bytes = left.TakeUnread();
        if (bytes.Length == 0)
        {
            await left.EndAsync(cancellationToken).ConfigureAwait(false);
            bytes = left.TakeUnread(); // what arrived while it was handed over
            (_left, _isCompleted) = (null, left.IsCompleted);
        }

        if (bytes.Length == 0 && !_isCompleted)
            return await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        Keep(bytes);
        return Result();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var kept = _end - _start;
        var whole = ArrayPool<byte>.Shared.Rent(Math.Max(kept + bytes.Length, MinSize));
        _buffer.AsSpan(_start, kept).CopyTo(whole);
        bytes.CopyTo(whole.AsSpan(kept));
        Return();
        _buffer = whole;
        (_start, _end, _examined) = (0, kept + bytes.Length, kept);
    }
}
