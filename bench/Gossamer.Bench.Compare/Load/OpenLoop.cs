using System.Diagnostics;
using HdrHistogram;

namespace Gossamer.Bench.Compare;

/// <summary>
/// Sends at a rate, whatever becomes of it. A message's time begins when it was due, not when the load came round to sending it: a server
/// that stands still is charged for all that should have been sent meanwhile (coordinated omission).
/// </summary>
internal sealed class OpenLoop(IReadOnlyList<Conversation> conversations, double messagesPerSecond)
{
    private const long LongestMicroseconds = 60_000_000;
    private const int Digits = 3;
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    public async Task<LongHistogram> RunAsync(TimeSpan duration)
    {
        foreach (var conversation in conversations)
            conversation.Record(new LongHistogram(1, LongestMicroseconds, Digits));
        await Task.Factory.StartNew(() => Send(duration), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        for (var since = Stopwatch.GetTimestamp(); !conversations.All(static conversation => conversation.IsQuiet); await Task.Delay(10))
        {
            if (Stopwatch.GetElapsedTime(since) > DrainLimit)
                throw new InvalidOperationException("Not everything arrived that was sent.");
        }

        var all = new LongHistogram(1, LongestMicroseconds, Digits);
        foreach (var conversation in conversations)
            all.Add(conversation.TakeLatencies()!);
        return all;
    }

    /// <summary>
    /// A thread of its own that sleeps a millisecond at a time: what became due meanwhile goes to one conversation after the other.
    /// </summary>
    private void Send(TimeSpan duration)
    {
        var step = Stopwatch.Frequency / messagesPerSecond;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var sent = 0L;
        for (var now = start; now < end; now = Stopwatch.GetTimestamp())
        {
            for (var due = start + (long)(sent * step); due <= now; due = start + (long)(sent * step))
            {
                if (!conversations[(int)(sent % conversations.Count)].TrySend(due, out var sending))
                    throw new InvalidOperationException("More is under way than is counted: the rate is beyond what the servers carry.");
                if (!sending.IsCompletedSuccessfully)
                    sending.AsTask().GetAwaiter().GetResult();
                sent++;
            }

            Thread.Sleep(1);
        }
    }
}
