namespace Gossamer.Mesh;

/// <content>What all logs may take together.</content>
internal sealed partial class MeshMessages
{
    private const int SweepRounds = 16;
    private const int Steps = 20; // of the retention, by which the oldest of all are let go of

    private long _loggedBytes;
    private long _shorterBy;
    private int _round;

    public bool IsOverBudget => Volatile.Read(ref _loggedBytes) > _context.Options.MaxLogBytes;

    /// <inheritdoc/>
    public bool IsHalfFull => Volatile.Read(ref _loggedBytes) > _context.Options.MaxLogBytes / 2;

    /// <summary>Bytes in all logs.</summary>
    internal long LoggedBytes => Volatile.Read(ref _loggedBytes);

    public void Account(long bytes) => Interlocked.Add(ref _loggedBytes, bytes);

    /// <summary>The log of the user for whom most is logged, in bytes.</summary>
    internal long LargestLog()
    {
        var largest = 0L;
        _streams.ForEach(stream => largest = Math.Max(largest, stream.LogBytes));
        return largest;
    }

    /// <summary>
    /// Lets go of so many bytes, or as many as there are: first the largest logs are cut, and when all are small the oldest of all goes.
    /// Who comes back for something of it is told.
    /// </summary>
    internal void ReleaseLogs(long bytes, long keep)
    {
        var target = LoggedBytes - bytes;
        var least = Math.Max(keep, UserStream.FairShare);
        for (var share = LargestLog(); LoggedBytes > target && share > least;)
        {
            share = Math.Max(share / 2, least);
            _streams.ForEach(stream => CutTo(stream, share, target));
        }

        Rooms.ForEach(room => CutTo(room, target));
        for (var step = 1; keep < UserStream.FairShare && LoggedBytes > target && step <= Steps; step++)
            _streams.Sweep(0, 1, Times.Retention / Steps * step);
    }

    private void CutTo(Room room, long target)
    {
        if (LoggedBytes > target)
            room.Log?.CutTo(UserStream.FairShare);
    }

    private void CutTo(UserStream stream, long share, long target)
    {
        if (LoggedBytes > target)
            stream.CutTo(share);
    }

    private void Sweep()
    {
        // Over the budget the oldest of all go, a step of the retention at a time; what was cut comes back slowly.
        _shorterBy = IsOverBudget
            ? Math.Min(Times.Retention, _shorterBy + (Times.Retention / Steps))
            : Math.Max(0, _shorterBy - (Times.Retention / 600));
        if (IsOverBudget)
            _streams.Sweep(0, 1, _shorterBy);
        else
            _streams.Sweep(_round++ % SweepRounds, SweepRounds, _shorterBy);
    }
}
