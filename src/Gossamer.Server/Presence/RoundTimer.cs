namespace Gossamer.Server.Presence;

/// <summary>
/// Runs rounds on the thread pool, one at a time: the first signal starts one at once unless the last one said otherwise; signals during
/// a round or a wait lead to one more, not to many. Times are counted from the timer's birth. A round that throws is told to the log and
/// tried again.
/// </summary>
internal sealed class RoundTimer : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _birth;
    private readonly Func<TimeSpan, NextRound> _round;
    private readonly TimeSpan _retry;
    private readonly ILogger _logger;
    private readonly Action<TimeSpan>? _onTold;
    private readonly ITimer _timer;
    private TimeSpan? _signalledAt; // the first signal that no round has begun to handle
    private TimeSpan _due = Never;
    private TimeSpan _notBefore;
    private bool _isRunning;
    private bool _isSignalled;

    /// <param name="time">The clock.</param>
    /// <param name="round">One round at the given time. Returns when the next one may be, and when it must.</param>
    /// <param name="retry">When a round that threw is tried again.</param>
    /// <param name="logger">Whom to tell of such.</param>
    /// <param name="onTold">Told after each round how long ago the first signal came that it was for.</param>
    public RoundTimer(
        TimeProvider time, Func<TimeSpan, NextRound> round, TimeSpan retry, ILogger logger, Action<TimeSpan>? onTold = null)
    {
        _onTold = onTold;
        _time = time;
        _birth = time.GetTimestamp();
        _round = round;
        _retry = retry;
        _logger = logger;
        _timer = time.CreateTimer(static self => ((RoundTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Now => _time.GetElapsedTime(_birth);

    public void Signal()
    {
        lock (_gate)
        {
            _signalledAt ??= Now;
            if (_isRunning)
                _isSignalled = true;
            else
                Arm(_notBefore);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        TimeSpan now;
        TimeSpan? since;
        lock (_gate)
        {
            now = Now;
            if (_isRunning || _due == Never)
                return;
            if (now < _due)
            {
                Set(_due - now); // timers are coarser than this clock and may be early
                return;
            }
            (_due, _isRunning, _isSignalled) = (Never, true, false);
            (since, _signalledAt) = (_signalledAt, null);
        }
        var next = Run(now);
        if (since is { } signalled)
            _onTold?.Invoke(Now - signalled);
        Finish(next);
    }

    private NextRound Run(TimeSpan now)
    {
        try
        {
            return _round(now);
        }
        catch (Exception fault) // a fault must not end the process from a timer, nor end the rounds
        {
            _logger.RoundFailed(fault);
            return new NextRound(now + _retry, now + _retry);
        }
    }

    private void Finish(NextRound next)
    {
        lock (_gate)
        {
            _isRunning = false;
            _notBefore = next.NotBefore;
            if (next.At is { } at)
                Arm(at > _notBefore ? at : _notBefore);
            if (_isSignalled)
                Arm(_notBefore);
        }
    }

    private void Arm(TimeSpan due)
    {
        if (due >= _due)
            return;
        _due = due;
        Set(due - Now);
    }

    private void Set(TimeSpan delay) =>
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(delay.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
}
