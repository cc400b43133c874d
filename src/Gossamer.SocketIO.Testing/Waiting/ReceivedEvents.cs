namespace Gossamer.SocketIO.Testing.Waiting;

/// <summary>The events that a client received, a bounded number of them, and the signal that something has changed.</summary>
internal sealed class ReceivedEvents(int bound)
{
    private readonly Lock _gate = new();
    private readonly Queue<SocketIOTestEvent> _events = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _forgotten;

    /// <summary>Ends when something has changed since it was asked for.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>How many were forgotten for the bound's sake.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    public SocketIOTestEvent[] All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    public void Add(SocketIOTestEvent received)
    {
        lock (_gate)
        {
            if (_events.Count >= bound)
            {
                _events.Dequeue();
                Interlocked.Increment(ref _forgotten);
            }

            _events.Enqueue(received);
        }

        Signal();
    }

    public void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate)
            (changed, _changed) = (_changed, NewSignal());
        changed.TrySetResult();
    }

    /// <summary>Whoever waits goes on elsewhere: the server may hold locks here.</summary>
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
