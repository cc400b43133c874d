using System.Runtime.InteropServices;

namespace Gossamer.SocketIO.Testing.Waiting;

/// <summary>The events that a client received, a bounded number of them, and the signal that something has changed.</summary>
internal sealed class ReceivedEvents(int bound)
{
    private readonly Lock _gate = new();
    private readonly List<SocketIOTestEvent> _events = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _start; // what stands before it is forgotten, and goes when it is as much as is kept
    private long _count;

    /// <summary>Ends when something has changed since it was asked for.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>How many there were, those that were forgotten for the bound's sake included.</summary>
    public long Count => Interlocked.Read(ref _count);

    public SocketIOTestEvent[] All => Since(0, out _);

    /// <summary>Those that came after others, so that nobody looks at one twice.</summary>
    /// <param name="seen">How many there were before.</param>
    /// <param name="count">How many there are.</param>
    public SocketIOTestEvent[] Since(long seen, out long count)
    {
        lock (_gate)
        {
            count = _count;
            var kept = CollectionsMarshal.AsSpan(_events)[_start..];
            return kept[(int)Math.Max(0, kept.Length - (count - seen))..].ToArray();
        }
    }

    public void Add(SocketIOTestEvent received)
    {
        lock (_gate)
        {
            if (_events.Count - _start >= bound)
                Forget();
            _events.Add(received);
            Interlocked.Increment(ref _count);
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

    private void Forget()
    {
        _start++;
        if (_start < bound)
            return;
        _events.RemoveRange(0, _start);
        _start = 0;
    }

    /// <summary>Whoever waits goes on elsewhere: the server may hold locks here.</summary>
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
