namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// A token bucket that may go into debt: what was taken has been taken, and the taker waits until the debt is paid. Unlike
/// System.Threading.RateLimiting's it is 16 bytes, so that each connection can have its own. Not thread-safe.
/// </summary>
internal struct TokenBucket
{
    private double _missing; // of a full one
    private long _at;

    /// <returns>How long to wait for what was taken; zero: not at all.</returns>
    public TimeSpan Take(double count, in Rate rate, long now, TimeProvider time)
    {
        if (!rate.IsLimited)
            return TimeSpan.Zero;
        var refilled = _missing - (time.GetElapsedTime(_at, now).TotalSeconds * rate.PerSecond);
        _missing = Math.Max(0, refilled) + count;
        _at = now;
        return _missing <= rate.Burst ? TimeSpan.Zero : Seconds((_missing - rate.Burst) / rate.PerSecond);
    }

    /// <summary>Half of a burst could go through now.</summary>
    public readonly bool IsRested(in Rate rate) => !rate.IsLimited || _missing <= rate.Burst / 2;

    /// <summary>Nothing of it is missing, as in a new one.</summary>
    public readonly bool IsFull(in Rate rate, long now, TimeProvider time) =>
        !rate.IsLimited || _missing <= time.GetElapsedTime(_at, now).TotalSeconds * rate.PerSecond;

    private static TimeSpan Seconds(double seconds) =>
        seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
