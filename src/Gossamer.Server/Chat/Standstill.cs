namespace Gossamer.Server.Chat;

/// <summary>
/// Notices when this process stood still: stopped, swapped out, or on a machine that was asleep. What was sent to it meanwhile is old when it is
/// read, and clients that were here may have started anew elsewhere.
/// </summary>
internal sealed class Standstill : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10); // more often nothing is to be seen
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5); // clients ask for their sessions for longer before they start anew
    private static readonly TimeSpan Waking = TimeSpan.FromSeconds(1); // until the ends of connections that died meanwhile have been read

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _lastBeat;
    private long _from; // ms since 1970
    private long _to;

    public Standstill(TimeProvider time)
    {
        _time = time;
        _lastBeat = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((Standstill)self!).Note(), this, Beat, Beat);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Whether the moment (ms since 1970) was during the last standstill, or as it ended.</summary>
    public bool Covers(long at)
    {
        Note(); // what is read first after a standstill comes before the timer
        return at >= Volatile.Read(ref _from) && at <= Volatile.Read(ref _to);
    }

    private void Note()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _lastBeat)) < Glance)
            return;
        lock (_gate) // who comes second knows as much
        {
            var now = _time.GetTimestamp();
            var pause = _time.GetElapsedTime(_lastBeat, now);
            Volatile.Write(ref _lastBeat, now);
            if (pause < Least)
                return;
            var end = _time.GetUtcNow();
            Volatile.Write(ref _to, (end + Waking).ToUnixTimeMilliseconds());
            Volatile.Write(ref _from, (end - pause).ToUnixTimeMilliseconds());
        }
    }
}
