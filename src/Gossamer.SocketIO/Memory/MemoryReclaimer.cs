using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Memory;

/// <summary>
/// When more is held for clients than may be, finds those for whom most is held and lets go of them. It looks at all of them for that, so
/// it does so seldom, on a thread of its own, and only when the count of <see cref="MemoryBudget"/> is beyond the limit. That count is too
/// high where many outboxes share frames: then looking finds that nothing has to be done.
/// </summary>
internal sealed class MemoryReclaimer : IDisposable
{
    /// <summary>After it, there is this much room again: the next does not come at once.</summary>
    private const double Target = 0.9;

    /// <summary>When this part of the limit has come since the last look, the next comes at once.</summary>
    private const int GrowthPart = 8;

    private const int MaxRounds = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HolderInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CollectInterval = TimeSpan.FromSeconds(1);

    private readonly SocketIOServer _server;
    private readonly MemoryBudget _budget;
    private readonly IMemoryHolder[] _holders;
    private readonly ITimer _later;
    private readonly ITimer? _watch;
    private long _lookedAt;
    private long _collectedAt; // 0: never
    private long _totalThen;
    private int _isLooking;
    private int _isDelayed;

    public MemoryReclaimer(SocketIOServer server, MemoryBudget budget, IMemoryHolder[] holders)
    {
        (_server, _budget, _holders) = (server, budget, holders);
        _lookedAt = server.Time.GetTimestamp();
        _later = LastingTimer.Create(server.Time, static s => ((MemoryReclaimer)s!).LookDelayed(), this);
        if (holders.Length > 0)
            _watch = server.Time.CreateTimer(static s => ((MemoryReclaimer)s!).WatchHolders(), this, HolderInterval, HolderInterval);
        budget.OnExceeded = OnExceeded;
    }

    public void Dispose()
    {
        _later.Dispose();
        _watch?.Dispose();
    }

    /// <summary>Looks, and lets go of the largest until enough is free.</summary>
    public void Reclaim()
    {
        var held = _budget.Total;
        var rounds = 0;
        while (rounds < MaxRounds && ReclaimOnce())
            rounds++;
        if (rounds > 0)
            Collect();
        Volatile.Write(ref _totalThen, Math.Min(held, _budget.Total));
        Volatile.Write(ref _lookedAt, _server.Time.GetTimestamp());
    }

    /// <summary>
    /// What was let go of is large and old: without being asked the runtime takes its time, and the process has twice the limit by then
    /// (measured by the attack "half-attachment"). It collects beside the other threads.
    /// </summary>
    private void Collect()
    {
        var now = _server.Time.GetTimestamp();
        if (_collectedAt != 0 && _server.Time.GetElapsedTime(_collectedAt, now) < CollectInterval)
            return;
        _collectedAt = now;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }

    private void OnExceeded(long total)
    {
        var then = Volatile.Read(ref _totalThen);
        if (total < then)
            Volatile.Write(ref _totalThen, total);
        if (total > then + (_budget.Limit / GrowthPart) || _server.Time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= Pause)
            Look();
        else if (Interlocked.Exchange(ref _isDelayed, 1) == 0)
            _later.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private void LookDelayed()
    {
        Volatile.Write(ref _isDelayed, 0);
        Look();
    }

    /// <summary>What they hold is no part of the count.</summary>
    private void WatchHolders()
    {
        if (_budget.Total + HeldByHolders() > _budget.Limit)
            Look();
    }

    private void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.LookNow(), this, preferLocal: false);
    }

    private void LookNow()
    {
        try
        {
            Reclaim();
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    /// <returns>Whether somebody was let go of, so that it is worth to look again.</returns>
    private bool ReclaimOnce()
    {
        var sessions = _server.Sessions.Where(static session => session.HeldBytes > 0).ToArray();
        if (sessions.Sum(static session => session.HeldBytes) + _server.HeldByWaiting + HeldByHolders() <= _budget.Limit)
            return false;
        var claims = Claims(sessions);
        var total = claims.Sum(static claim => claim.Bytes);
        if (total <= _budget.Limit)
            return false;

        claims.Sort(static (one, other) => other.LargestPart.CompareTo(one.LargestPart));
        var excess = total - (long)(_budget.Limit * Target);
        var released = 0;
        for (; released < claims.Count && excess > 0; released++)
            excess -= claims[released].Release(excess, released + 1 < claims.Count ? claims[released + 1].LargestPart : 0);

        _server.Log.MemoryExhausted(total, _budget.Limit, released, claims[0].LargestPart);
        return true;
    }

    private List<MemoryClaim> Claims(EngineSession[] sessions)
    {
        var shared = new SharedFrames();
        foreach (var session in sessions)
            session.CountShared(shared);
        var claims = new List<MemoryClaim>(sessions.Length);
        foreach (var session in sessions)
            claims.Add(MemoryClaim.Of(session, session.ShareOf(shared)));
        if (_server.Recoverable is { } waiting)
            claims.AddRange(waiting.Waiters.Select(socket => MemoryClaim.Of(socket, waiting)));
        claims.AddRange(_holders.Select(holder => MemoryClaim.Of(holder, _server)));
        return claims;
    }

    private long HeldByHolders()
    {
        long held = 0;
        foreach (var holder in _holders)
            held += _server.HeldBy(holder);
        return held;
    }
}
