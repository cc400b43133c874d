namespace Gossamer.Server.Tests.Chat;

/// <summary>A clock whose timers do not run while the process stands still.</summary>
internal sealed class StillTime(TimeProvider inner) : TimeProvider
{
    public bool StandsStill { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(
        inside =>
        {
            if (!StandsStill)
                callback(inside);
        }, state, dueTime, period);
}
