using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Events;

/// <summary>
/// Keeps one socket's events in order while a handler takes its time: later events wait here, so that the connection's other
/// packets (heartbeats, answers to the handler's own questions) get through. When the queue is full, by count or bytes, reading waits as
/// well.
/// </summary>
/// <param name="dispatch">Runs the handler; never fails.</param>
/// <param name="bound">How many may wait.</param>
/// <param name="boundBytes">How many bytes of them.</param>
/// <param name="memory">Where these are counted.</param>
internal sealed class EventPump<T>(Func<T, ValueTask> dispatch, int bound, int boundBytes, MemoryBudget memory)
    where T : struct, IQueuedMessage<T>
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = new();
    private long _waitingBytes;
    private TaskCompletionSource? _space;
    private bool _busy;

    /// <summary>A handler has not ended yet; what comes next waits for it.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
                return _busy;
        }
    }

    /// <summary>What waits, in bytes.</summary>
    public long WaitingBytes => Volatile.Read(ref _waitingBytes);

    private bool IsFull => _waiting.Count >= bound || _waitingBytes >= boundBytes;

    /// <summary>What comes next waits until this has ended.</summary>
    public void Hold(ValueTask running)
    {
        lock (_gate)
            _busy = true;
        _ = DrainAsync(running);
    }

    /// <returns>False when the pump has become idle meanwhile: then the caller dispatches by itself.</returns>
    public bool TryEnqueue(in T message, out ValueTask accepted)
    {
        lock (_gate)
        {
            accepted = default;
            if (!_busy)
                return false;
            _waiting.Enqueue(message.Detach());
            Count(message.Size);
            if (IsFull)
                accepted = new ValueTask((_space ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task);
            return true;
        }
    }

    private async Task DrainAsync(ValueTask running)
    {
        await running.ConfigureAwait(false);
        while (TryNext(out var message))
            await dispatch(message).ConfigureAwait(false);
    }

    private bool TryNext(out T message)
    {
        lock (_gate)
        {
            _busy = _waiting.TryDequeue(out message);
            Count(_busy ? -message.Size : 0);
            if (!IsFull)
            {
                _space?.TrySetResult();
                _space = null;
            }

            return _busy;
        }
    }

    private void Count(long bytes)
    {
        _waitingBytes += bytes;
        memory.Add(bytes);
    }
}
