namespace Gossamer.Server.Presence;

/// <summary>What the publishers of presence have in common: rounds that a signal starts, and none while nobody is to be told.</summary>
internal abstract class RoundPublisher : IDisposable
{
    private readonly RoundTimer _timer;

    private readonly PresenceMetrics? _metrics;
    private readonly string _kind;

    /// <param name="kind">What it sends, as metrics have it.</param>
    /// <param name="users">Who is there.</param>
    /// <param name="options">How often clients are told.</param>
    /// <param name="metrics">Counts what is sent; null: nobody does.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    protected RoundPublisher(
        string kind, IOnlineUsers users, PresenceOptions options, PresenceMetrics? metrics, TimeProvider time, ILogger logger)
    {
        (_kind, _metrics) = (kind, metrics);
        Users = users;
        Options = options;
        Logger = logger;
        _timer = new RoundTimer(time, now => Round(now), options.Window, logger, lag => metrics?.Told(kind, lag));
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

    /// <summary>A round has put so many bytes into clients' queues.</summary>
    protected void Sent(long bytes) => _metrics?.Sent(_kind, bytes);

    /// <summary>One round; there is one at a time. Returns when the next may be, and when it must be because somebody lags.</summary>
    protected abstract NextRound Round(TimeSpan now);
}
