namespace Gossamer.Mesh;

/// <summary>
/// Notices when the process stood still: stopped by a signal, swapped out, its machine paused, or a long collection of garbage. As it wakes
/// it does not know which of its peers and clients are still there.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="onPause">Told of each pause once, by whoever notices it first: under any lock.</param>
internal sealed class PauseDetector(TimeProvider time, Action<TimeSpan> onPause)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5); // less than a resuming session waits for other servers

    private long _lastBeat = time.GetTimestamp();
    private long _wokenAt;

    /// <summary>To be called several times a second.</summary>
    internal void Beat()
    {
        var now = time.GetTimestamp();
        var pause = time.GetElapsedTime(Interlocked.Exchange(ref _lastBeat, now), now);
        if (pause < Least)
            return;
        Volatile.Write(ref _wokenAt, now);
        onPause(pause);
    }

    /// <summary>Whether the process woke within that time.</summary>
    internal bool IsWithin(TimeSpan window)
    {
        Beat(); // what is read first after a pause comes before the timer
        return Volatile.Read(ref _wokenAt) is not 0 and var woken && time.GetElapsedTime(woken) < window;
    }
}
