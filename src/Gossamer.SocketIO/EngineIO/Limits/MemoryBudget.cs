using System.Runtime.InteropServices;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// How many bytes are held for clients, counted by many threads at once: each adds to a counter of its processor's, and only when that
/// has moved by a step are all added up. So the sum that is compared with the limit is wrong by less than a step for each counter.
/// </summary>
internal sealed class MemoryBudget
{
    private const int MaxCounters = 64;
    private const long LargestStep = 1024 * 1024;

    private readonly Counter[] _counters = new Counter[Math.Min(MaxCounters, Environment.ProcessorCount)];
    private readonly long _step;

    public MemoryBudget(long limit)
    {
        Limit = limit;
        _step = Math.Clamp(limit / (16 * _counters.Length), 1024, LargestStep);
    }

    public long Limit { get; }

    /// <summary>Told when the sum is beyond the limit, on the thread that saw it, which may hold locks: it must do nothing but start
    /// something.</summary>
    public Action<long> OnExceeded { get; set; } = static _ => { };

    /// <summary>What is held, bytes that several hold counted for each.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            foreach (ref var counter in _counters.AsSpan())
                total += Volatile.Read(ref counter.Bytes);
            return total;
        }
    }

    public void Add(long bytes)
    {
        ref var counter = ref _counters[(uint)Environment.CurrentManagedThreadId % (uint)_counters.Length];
        var now = Interlocked.Add(ref counter.Bytes, bytes);
        var moved = now - Volatile.Read(ref counter.Compared);
        if (moved > _step || moved < -_step)
            Compare(ref counter, now);
    }

    private void Compare(ref Counter counter, long now)
    {
        Volatile.Write(ref counter.Compared, now);
        var total = Total;
        if (total > Limit)
            OnExceeded(total);
    }

    /// <summary>Alone on its cache lines (two: processors fetch them in pairs).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Counter
    {
        [FieldOffset(0)]
        public long Bytes;

        [FieldOffset(8)]
        public long Compared;
    }
}
