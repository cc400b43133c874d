namespace Gossamer.Server.Http;

/// <summary>Says once a minute at most that it is time to tell the log: anybody may ask how a server is.</summary>
internal sealed class Reminder(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _tellAfter = time.GetTimestamp();

    public bool IsDue()
    {
        var (now, after) = (time.GetTimestamp(), Volatile.Read(ref _tellAfter));
        var next = now + (long)(Interval.TotalSeconds * time.TimestampFrequency);
        return now >= after && Interlocked.CompareExchange(ref _tellAfter, next, after) == after;
    }
}
