using System.Diagnostics;
using Gossamer.Bench.Load;
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

    private void Send(TimeSpan duration) => OpenLoopPace.Run(messagesPerSecond, duration, (number, due) =>
        conversations[(int)(number % conversations.Count)].TrySend(due, out var sending)
            ? sending
            : throw new InvalidOperationException("More is under way than is counted: the rate is beyond what the servers carry."));
}
