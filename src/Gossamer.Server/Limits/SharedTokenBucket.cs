namespace Gossamer.Server.Limits;

/// <summary>
/// A token bucket in one number, the time at which it is full again (GCRA, the virtual scheduling form of ITU-T I.371): a take costs one
/// compare and swap and no lock, so that all connections of an address can share one. System.Threading.RateLimiting's takes a lock and a
/// lease object each time. A field of its owner, never copied.
/// </summary>
internal struct SharedTokenBucket
{
    private long _fullAt;

    /// <param name="limit">How often.</param>
    /// <param name="now">The UTC time in ticks. When the clock is set back, at most one bucketful is lost.</param>
    /// <param name="count">How many at once: at most the burst are counted.</param>
    public bool TryTake(in RateLimit limit, long now, int count = 1)
    {
        if (limit.Interval == 0)
            return true;
        var latest = now + limit.Depth;
        var taken = Math.Min(count, limit.Burst) * limit.Interval;
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var next = (fullAt > latest ? latest - taken : Math.Max(fullAt, now)) + taken;
            if (next > latest)
                return false;
            if (Interlocked.CompareExchange(ref _fullAt, next, fullAt) == fullAt)
                return true;
        }
    }
}
