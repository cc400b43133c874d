namespace Gossamer.Server.Chat;

/// <summary>
/// Notices when this process stood still: stopped, swapped out, or its machine paused. What was sent to it meanwhile is old when it is read, and
/// clients that were here may have started anew elsewhere: their ends are among what it has not read as it wakes.
/// </summary>
internal sealed class ProcessPauseDetector : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10); // more often nothing is to be seen
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5); // clients ask for their sessions for longer before they start anew
    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(1); // until the ends of connections that died meanwhile have been read
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2); // servers' clocks may differ by so much
    private static readonly TimeSpan Backlog = TimeSpan.FromSeconds(5); // for so long what was sent before may still be on its way: senders wait no longer

    private readonly TimeProvider _time;
    private readonly ILogger<ProcessPauseDetector> _logger;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _lastBeat;
    private long _wokenAt;
    private volatile Range? _last;

    public ProcessPauseDetector(TimeProvider time, ILogger<ProcessPauseDetector> logger)
    {
        (_time, _logger) = (time, logger);
        _lastBeat = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((ProcessPauseDetector)self!).Observe(), this, Beat, Beat);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Whether a message that was sent at that moment (ms since 1970) and is read now may be for a client that has gone meanwhile.</summary>
    public bool Covers(long at)
    {
        Observe(); // what is read first after a pause comes before the timer
        return _last is { } last && ((at >= last.From && at <= last.To) || _time.GetElapsedTime(Volatile.Read(ref _wokenAt)) < Waking);
    }

    /// <summary>Whether a client that has been away for so long was away while this process stood still, or was found to be so as it woke.</summary>
    public bool IsWithin(TimeSpan awayFor)
    {
        Observe();
        return _last is not null && _time.GetElapsedTime(Volatile.Read(ref _wokenAt)) < awayFor + Waking;
    }

    private void Observe()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastBeat)) < Glance)
            return;
        TimeSpan pause;
        lock (_gate) // who comes second knows as much
        {
            var now = _time.GetTimestamp();
            pause = _time.GetElapsedTime(_lastBeat, now);
            if (pause >= Least)
                Wake(now, pause);
            Volatile.Write(ref _lastBeat, now);
        }

        if (pause >= Least)
            _logger.ProcessPaused(pause.TotalMilliseconds);
    }

    private void Wake(long now, TimeSpan pause)
    {
        var to = _time.GetUtcNow();
        var from = (to - pause - Skew).ToUnixTimeMilliseconds();
        if (_last is { } before && from - before.To < Backlog.TotalMilliseconds)
            from = Math.Min(from, before.From);
        Volatile.Write(ref _wokenAt, now);
        _last = new Range(from, to.ToUnixTimeMilliseconds());
    }

    private sealed record Range(long From, long To);
}
