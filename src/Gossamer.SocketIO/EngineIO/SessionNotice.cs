namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// Something that can happen to a session many times, and the handlers for it. Each runs on another thread than its cause.
/// </summary>
internal sealed class SessionNotice
{
    private readonly Lock _gate = new();
    private Subscription[] _subscriptions = [];

    /// <param name="handler">Does not throw.</param>
    /// <returns>Dispose of it to remove the handler.</returns>
    public IDisposable Add(Action handler)
    {
        var added = new Subscription(this, handler);
        lock (_gate)
            _subscriptions = [.. _subscriptions, added];
        return added;
    }

    public void Tell()
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
            ThreadPool.UnsafeQueueUserWorkItem(static subscription => subscription.Handler(), subscription, preferLocal: false);
    }

    private sealed class Subscription(SessionNotice notice, Action handler) : IDisposable
    {
        public Action Handler => handler;

        public void Dispose()
        {
            lock (notice._gate)
                notice._subscriptions = Array.FindAll(notice._subscriptions, other => other != this);
        }
    }
}
