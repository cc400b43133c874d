namespace Gossamer.SocketIO.Events;

/// <summary>
/// Handlers for something that can happen many times, in their order; replaced as a whole, so that whoever calls them needs no lock. The
/// same handler added twice is called twice, and each of the two is removed by its own subscription.
/// </summary>
internal sealed class Subscriptions<THandler>
    where THandler : Delegate
{
    private readonly Lock _gate = new();
    private Subscription[] _all = [];

    public ReadOnlySpan<Subscription> All => Volatile.Read(ref _all);

    /// <returns>Dispose of it to remove the handler.</returns>
    public IDisposable Add(THandler handler)
    {
        var added = new Subscription(this, handler);
        lock (_gate)
            _all = [.. _all, added];
        return added;
    }

    /// <summary>Like <see cref="Add"/>, before those that are there.</summary>
    public IDisposable AddFirst(THandler handler)
    {
        var added = new Subscription(this, handler);
        lock (_gate)
            _all = [added, .. _all];
        return added;
    }

    internal sealed class Subscription(Subscriptions<THandler> subscriptions, THandler handler) : IDisposable
    {
        public THandler Handler => handler;

        public void Dispose()
        {
            lock (subscriptions._gate)
                subscriptions._all = Array.FindAll(subscriptions._all, other => other != this);
        }
    }
}
