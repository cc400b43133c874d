namespace Gossamer.Server.Limits;

/// <summary>How often something may be done: so many times a second in the long run, and so many at once after a rest.</summary>
/// <param name="PerSecond">Times a second; 0: as often as anybody likes.</param>
/// <param name="Burst">At once.</param>
internal readonly record struct RateLimit(int PerSecond, int Burst)
{
    public static RateLimit None => default;

    /// <summary>In how many ticks the time for one comes; 0: there is no limit.</summary>
    public long Interval { get; } = PerSecond > 0 ? Math.Max(1, TimeSpan.TicksPerSecond / PerSecond) : 0;

    /// <summary>In how many ticks an empty bucket is full again.</summary>
    public long Depth { get; } = PerSecond > 0 ? Math.Max(1, TimeSpan.TicksPerSecond / PerSecond) * Burst : 0;

    public RateLimit Times(int factor) => new(PerSecond * factor, Burst * factor);
}
