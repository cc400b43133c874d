using System.Diagnostics;

namespace Gossamer.Bench.Storm;

/// <summary>How many clients know all that they should, and when they all did.</summary>
internal sealed class StormScore(int clients)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _complete;
    private long _last;

    public bool IsFull => Volatile.Read(ref _complete) == clients;

    public int Complete => Volatile.Read(ref _complete);

    /// <summary>From the first connection to the moment that last made the score full.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start, Volatile.Read(ref _last));

    public void Change(int by)
    {
        if (Interlocked.Add(ref _complete, by) == clients)
            Volatile.Write(ref _last, Stopwatch.GetTimestamp());
    }
}
