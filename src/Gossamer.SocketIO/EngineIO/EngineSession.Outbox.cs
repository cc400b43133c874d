using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO;

/// <content>Room in the outbox: what goes in, and who waits for room.</content>
internal sealed partial class EngineSession
{
    private TaskCompletionSource? _room; // while somebody waits for it
    private bool _isCrowded;
    private long _taken; // batches, counted when they are taken and when they are written
    private SlowConsumer _consumer;

    /// <summary>
    /// Ends when there is room for more: at once, mostly; else when the transport has taken what waits, the session ends, or
    /// <see cref="EngineOptions.WriteTimeout"/> is over.
    /// </summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellation) =>
        Volatile.Read(ref _isCrowded) ? new ValueTask(AwaitRoomAsync(cancellation)) : ValueTask.CompletedTask;

    /// <summary>A number that changes when the client takes something.</summary>
    public long Progress => Volatile.Read(ref _taken) + (Volatile.Read(ref _writeWatch)?.AcknowledgedBytes ?? 0);

    private async Task AwaitRoomAsync(CancellationToken cancellation)
    {
        Task room;
        lock (_gate)
        {
            if (!_isCrowded)
                return;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
        }

        await room.WaitAsync(_options.WriteTimeout, Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>For callers with the lock.</summary>
    /// <param name="frames">One at least.</param>
    /// <param name="held">What they take of memory there, in bytes; 0 where there is no room.</param>
    private bool TryQueue(ReadOnlySpan<EngineFrame> frames, out long held)
    {
        var length = EngineFrame.LengthOf(frames);
        var count = _outbox.Count + frames.Length;
        var bytes = _outbox.Bytes + length;
        held = 0;
        var bounds = _options.Outbox;
        if (!_outbox.IsEmpty && !bounds.Fits(count, bytes) && (!bounds.FitsOverflow(count, bytes) || IsSlow()))
            return false;
        _outbox.Add(frames, length);
        held = length + ((long)frames.Length * Outbox.FrameOverhead);
        if (bounds.IsCrowded(count, bytes))
            Volatile.Write(ref _isCrowded, true);
        return true;
    }

    private bool IsSlow() => _consumer.IsSlow(Progress, Time, _options.WriteTimeout / WriteWatch.Checks);

    /// <summary>For callers with the lock: the outbox is empty.</summary>
    private void MakeRoom()
    {
        Volatile.Write(ref _isCrowded, false);
        _room?.TrySetResult();
        _room = null;
    }
}
