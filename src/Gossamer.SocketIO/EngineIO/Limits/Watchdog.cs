namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// Tells when what was begun has not ended in time. Beginning and ending only note the time; the timer is moved when it is due, once in
/// the time allowed and not each time.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const long Nothing = long.MinValue;

    // timers round down
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Func<bool> _isOver;
    private readonly ITimer _timer;
    private long _since = Nothing;
    private int _isArmed;

    /// <param name="time">The clock.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="isOver">Called by the timer when it is late. False: it gets as much time again.</param>
    public Watchdog(TimeProvider time, TimeSpan timeout, Func<bool> isOver)
    {
        _time = time;
        _timeout = timeout;
        _isOver = isOver;
        _timer = LastingTimer.Create(time, static s => ((Watchdog)s!).OnDue(), this);
    }

    public void Begin()
    {
        Interlocked.Exchange(ref _since, _time.GetTimestamp());
        if (Interlocked.Exchange(ref _isArmed, 1) == 0)
            _timer.Change(_timeout + Tick, Timeout.InfiniteTimeSpan);
    }

    public void End() => Volatile.Write(ref _since, Nothing);

    public void Dispose() => _timer.Dispose();

    private void OnDue()
    {
        var since = Volatile.Read(ref _since);
        if (since == Nothing)
        {
            Interlocked.Exchange(ref _isArmed, 0);
            since = Volatile.Read(ref _since);
            if (since == Nothing || Interlocked.Exchange(ref _isArmed, 1) == 1)
                return;
        }

        var left = _timeout - _time.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            _timer.Change(left + Tick, Timeout.InfiniteTimeSpan);
            return;
        }

        if (_isOver())
            return; // and tells no more
        Interlocked.CompareExchange(ref _since, _time.GetTimestamp(), since); // unless it has ended, or begun anew
        _timer.Change(_timeout + Tick, Timeout.InfiniteTimeSpan);
    }
}
