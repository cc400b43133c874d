using System.Diagnostics;

namespace Gossamer.Bench.Load;

/// <summary>The pace of an open loop: sendings are due at equal distances, whatever has become of those before.</summary>
public static class OpenLoopPace
{
    /// <summary>
    /// Runs on the caller's thread, which sleeps a millisecond at a time: what became due meanwhile is sent one after the other.
    /// </summary>
    /// <param name="perSecond">The rate.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="send">Gets the number of the sending, from 0 on, and when it was due.</param>
    /// <returns>How many those were.</returns>
    public static long Run(double perSecond, TimeSpan duration, Func<long, long, ValueTask> send)
    {
        var step = Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var sent = 0L;
        for (var now = start; now < end; now = Stopwatch.GetTimestamp())
        {
            for (var due = start + (long)(sent * step); due <= now; due = start + (long)(++sent * step))
                Wait(send(sent, due));
            Thread.Sleep(1);
        }

        return sent;
    }

    private static void Wait(ValueTask sending)
    {
        if (!sending.IsCompletedSuccessfully)
            sending.AsTask().GetAwaiter().GetResult();
    }
}
