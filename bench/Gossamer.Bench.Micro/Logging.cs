using BenchmarkDotNet.Attributes;
using Gossamer.Mesh;

namespace Gossamer.Bench.Micro;

/// <summary>A message into the logs of its two users, where clients that come back find it. The logs are as full as they get: the oldest
/// go.</summary>
public class Logging
{
    private const int MaxEntries = 1_000;
    private const long MaxBytes = 1024 * 1024;
    private const int MaxKeys = 1_024;

    private readonly UserLog _sender = new();
    private readonly UserLog _recipient = new();
    private readonly KeyWindow _keys = new();
    private readonly byte[] _frame = Samples.Frame;
    private ulong _number;

    [GlobalSetup]
    public void Fill()
    {
        for (var i = 0; i < 2 * MaxKeys; i++)
        {
            Both();
            Key();
        }

        if ((_sender.Count, _recipient.Count, _keys.Count) != (MaxEntries, MaxEntries, MaxKeys))
            throw new InvalidOperationException("The logs are not full.");
    }

    /// <summary>One stream.</summary>
    [Benchmark]
    public int Append()
    {
        Append(_sender, Entry());
        return _sender.Count;
    }

    /// <summary>The sender's and the recipient's.</summary>
    [Benchmark]
    public int Both()
    {
        var entry = Entry();
        Append(_sender, entry);
        Append(_recipient, entry);
        return _sender.Count;
    }

    /// <summary>Where a message that may be repeated stands, in one stream.</summary>
    [Benchmark]
    public int Key()
    {
        var number = ++_number;
        _keys.Add(new(new(number * 0x9E3779B97F4A7C15), new(77), number, Now(number)), MaxKeys);
        return _keys.Count;
    }

    private static void Append(UserLog log, in StreamEntry entry)
    {
        log.Append(entry);
        log.Trim(0);
        while (log.Count > MaxEntries || log.Bytes > MaxBytes)
            log.DropOldest();
    }

    private static long Now(ulong number) => 1_800_000_000_000 + (long)number;

    private StreamEntry Entry()
    {
        var number = ++_number;
        return new() { Origin = new(77), Number = number, Previous = number - 1, At = Now(number), Key = new(number), IdHash = 5,
            Frame = _frame };
    }
}
