namespace Gossamer.Server.Presence;

/// <summary>What the publishers of presence have in common: rounds that a signal starts, and none while nobody is to be told.</summary>
internal abstract class RoundPublisher : IDisposable
{
    private readonly RoundTimer _timer;

    protected RoundPublisher(IOnlineUsers users, PresenceOptions options, TimeProvider time, ILogger logger)
    {
        Users = users;
        Options = options;
        Logger = logger;
        _timer = new RoundTimer(time, now => Round(now), options.Window, logger);
    }

    protected IOnlineUsers Users { get; }

    protected PresenceOptions Options { get; }

    protected ILogger Logger { get; }

    /// <summary>Nobody is to be told anything. Asked by any thread.</summary>
    protected abstract bool IsIdle { get; }

    /// <summary>Says that names may have changed or newcomers wait. Cheap; call it from anywhere.</summary>
    public void Signal()
    {
        if (!IsIdle)
            _timer.Signal();
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One round; there is one at a time. Returns when the next may be, and when it must be because somebody lags.</summary>
    protected abstract NextRound Round(TimeSpan now);
}
