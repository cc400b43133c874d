namespace Gossamer.Mesh.Simulation;

/// <summary>One server's clock: it runs too fast or slow, tells another time of day, and its timers wait while the server does.</summary>
internal sealed class DriftingClock(Lane lane, Action<Action> run, double rate, TimeSpan offset) : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (long)(lane.Now * rate);

    public override DateTimeOffset GetUtcNow() => Epoch + TimeSpan.FromTicks(GetTimestamp()) + offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private long TrueTime(TimeSpan local) => (long)Math.Ceiling(local.Ticks / rate);

    private sealed class Timer(DriftingClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;
        private int _setting; // what an earlier setting has put on the timeline is void

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            _setting++;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Arm(dueTime);
            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan due)
        {
            var setting = _setting;
            clock.Lane.After(clock.TrueTime(due), () => clock.Run(() => Fire(setting)));
        }

        // A pause makes one firing late; those that fell into it are not made up for, as with the system's timers.
        private void Fire(int setting)
        {
            if (setting != _setting)
                return;
            if (_period > TimeSpan.Zero)
                Arm(_period);
            callback();
        }
    }

    private Lane Lane => lane;

    private void Run(Action action) => run(action);
}
