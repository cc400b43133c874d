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
    public bool TryTake(in RateLimit limit, long now)
    {
        if (limit.Interval == 0)
            return true;
        var latest = now + limit.Depth;
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var next = (fullAt > latest ? latest - limit.Interval : Math.Max(fullAt, now)) + limit.Interval;
            if (next > latest)
                return false;
            if (Interlocked.CompareExchange(ref _fullAt, next, fullAt) == fullAt)
                return true;
        }
    }

    /// <summary>Takes what has been used already, though the bucket may not have it: up to a burst more than it has.</summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">How often.</param>
    /// <param name="now">The UTC time in ticks.</param>
    public void Charge(int count, in RateLimit limit, long now)
    {
        if (limit.Interval == 0)
            return;
        long fullAt, next;
        do
        {
            fullAt = Volatile.Read(ref _fullAt);
            next = Math.Min(Math.Max(fullAt, now) + (count * limit.Interval), now + (2 * limit.Depth));
        }
        while (Interlocked.CompareExchange(ref _fullAt, next, fullAt) != fullAt);
    }

    /// <summary>Whether one could be taken.</summary>
    public readonly bool HasRoom(in RateLimit limit, long now) =>
        limit.Interval == 0 || Volatile.Read(in _fullAt) + limit.Interval <= now + limit.Depth;
}
