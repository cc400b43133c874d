namespace Gossamer.Server.Chat;

/// <summary>
/// Detects pauses of this process: SIGSTOP, swapping, a suspended machine. What was sent to it during a pause is stale when it is read,
/// and its clients may have reconnected to other servers: it reads the closes of their connections only as it resumes. See
/// docs/decisions/0008 and 0011.
/// </summary>
internal sealed class ProcessPauseDetector : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10); // the clock is read at most so often

    // Shorter pauses do no harm: clients ask for their sessions for longer before they begin new ones.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5);

    // Until the closes of connections that ended during the pause have been read (docs/decisions/0011).
    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(1);

    // By how much the servers' clocks may differ (docs/mesh-protocol.md, section 11).
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    // For so long a message may be under way: MeshOptions.ReceiptTimeout, after which its sender gives up.
    private static readonly TimeSpan Backlog = TimeSpan.FromSeconds(5);

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

    /// <summary>
    /// Whether a message that was sent at that moment (ms since 1970) and is read now may be for a client that has gone meanwhile.
    /// </summary>
    public bool Covers(long at)
    {
        Observe(); // what is read first after a pause comes before the timer
        return _last is { } last && ((at >= last.From && at <= last.To) || _time.GetElapsedTime(Volatile.Read(ref _wokenAt)) < Waking);
    }

    /// <summary>
    /// Whether a client that has been away for so long was away while this process stood still, or was found to be so as it woke.
    /// </summary>
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
