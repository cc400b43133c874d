using System.Globalization;
using Gossamer.Mesh;

namespace Gossamer.Bench.Micro;

/// <summary>Live bytes of logs after a full collection, for each message: two entries beside the one frame, which outboxes and links
/// share.</summary>
internal static class LogFootprint
{
    private const int Messages = 1_000_000;

    public static void Print()
    {
        foreach (var each in (int[])[5, 20, 100, 1_000])
            Print(each, withKeys: false);
        Print(1_000, withKeys: true);
    }

    private static void Print(int each, bool withKeys)
    {
        var frame = Samples.Frame;
        var (logs, keys) = (new UserLog[2 * Messages / each], new KeyWindow[withKeys ? 2 * Messages / each : 0]);
        var (live, allocated) = (LiveBytes(), GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < logs.Length; i++)
            Fill(logs[i] = new(), withKeys ? keys[i] = new() : null, each, frame);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        live = LiveBytes() - live;
        GC.KeepAlive((logs, keys));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {each} messages a user{(withKeys ? ", repeatable" : "")} | {(double)live / Messages:0.0} bytes a message "
            + $"| {(double)allocated / Messages:0.0} allocated |"));
    }

    private static void Fill(UserLog log, KeyWindow? keys, int each, byte[] frame)
    {
        for (var i = 1UL; i <= (ulong)each; i++)
        {
            log.Append(new() { Origin = new(77), Number = i, Previous = i - 1, At = 1_800_000_000_000, Frame = frame });
            keys?.Add(new(new(i * 0x9E3779B97F4A7C15), new(77), i, 1_800_000_000_000), 1_024);
        }
    }

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
