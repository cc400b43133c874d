namespace Gossamer.Mesh;

/// <summary>So much time of each minute: for states that honest servers are in for moments, and others could stay in.</summary>
internal sealed class TimeBudget(TimeProvider time, TimeSpan perMinute)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long? _intervalFrom;
    private long? _runsFrom;
    private TimeSpan _spent;

    /// <summary>It runs, and is not used up.</summary>
    internal bool IsLeft => _runsFrom is { } from && _spent + time.GetElapsedTime(from) < perMinute;

    internal void Run()
    {
        if (_runsFrom is not null)
            return;
        if (_intervalFrom is not { } began || time.GetElapsedTime(began) >= Interval)
            (_intervalFrom, _spent) = (time.GetTimestamp(), TimeSpan.Zero);
        _runsFrom = time.GetTimestamp();
    }

    internal void Stop()
    {
        if (_runsFrom is { } from)
            _spent += time.GetElapsedTime(from);
        _runsFrom = null;
    }
}
