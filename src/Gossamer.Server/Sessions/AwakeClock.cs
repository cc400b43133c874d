namespace Gossamer.Server.Sessions;

/// <summary>
/// A clock that is passed on in steps, by a timer. Time in which this process stood still counts as one step: what came meanwhile is not
/// read yet, and whoever waits for it waits on.
/// </summary>
internal sealed class AwakeClock(TimeProvider time, TimeSpan maxStep)
{
    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();
    private long _ticks;

    public TimeSpan Now => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Pass()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var passed = time.GetElapsedTime(_last, now);
            _last = now;
            Interlocked.Add(ref _ticks, (passed < maxStep ? passed : maxStep).Ticks);
        }
    }
}
