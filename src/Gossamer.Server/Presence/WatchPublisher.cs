using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Presence;

/// <summary>
/// Tells clients of the names that they watch and of no others: how each stands when the watching begins, then when it changes. One
/// look at what changed serves all watchers; whom nobody watches costs no client anything.
/// </summary>
internal sealed class WatchPublisher : RoundPublisher
{
    private readonly Lock _gate = new(); // for all below
    private readonly Dictionary<IConnection, Watcher> _watchers = [];
    private readonly WatchIndex _watched = new();
    private readonly AddressShares _shares;

    // Watchers whose state differs from the last round's: they subscribed after it, or their outbox was too full to be sent it.
    private readonly HashSet<Watcher> _unsure = [];
    private UserSnapshot _last;

    public WatchPublisher(
        IOnlineUsers users, PresenceOptions options, TimeProvider time, ILogger<WatchPublisher> logger, PresenceMetrics? presence = null)
        : base("watched", users, options, presence, time, logger) =>
        (_last, _shares) = (users.Current, new(options.MaxWatchedInAll));

    protected override bool IsIdle => _watched.IsEmpty;

    /// <summary>Makes a connection one that may watch; it watches nobody yet.</summary>
    public void Subscribe(IConnection connection)
    {
        lock (_gate)
        {
            Forget(connection);
            _watchers.Add(connection, new Watcher(connection));
        }
    }

    public void Unsubscribe(IConnection connection)
    {
        lock (_gate)
            Forget(connection);
    }

    /// <summary>The names that a connection watches.</summary>
    public IReadOnlyCollection<UserName> NamesOf(IConnection connection)
    {
        lock (_gate)
            return _watchers.TryGetValue(connection, out var watcher) ? [.. watcher.Names] : [];
    }

    /// <summary>Begins to watch all of the names or, at the bound, none. How each stands is told at once.</summary>
    public WatchResult Watch(IConnection connection, IReadOnlyCollection<UserName> names)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(connection, out var watcher))
                return WatchResult.NotWatching;
            var count = watcher.CountWith(names);
            if (count > Options.MaxWatched)
                return WatchResult.TooMany;
            if (!_shares.TryAdd(connection.Address, count - watcher.Names.Count))
                return WatchResult.TooManyInAll;
            var users = Users.Current;
            foreach (var name in names)
                if (watcher.Begin(name, !users.Find(name).IsEmpty))
                    _watched.Add(name, watcher);
            watcher.Flush();
            _unsure.Add(watcher);
        }
        Signal();
        return WatchResult.Done;
    }

    /// <summary>Ends the watching of those of the names that are watched.</summary>
    public WatchResult Unwatch(IConnection connection, IReadOnlyCollection<UserName> names)
    {
        lock (_gate)
        {
            if (!_watchers.TryGetValue(connection, out var watcher))
                return WatchResult.NotWatching;
            var before = watcher.Names.Count;
            foreach (var name in names)
                if (watcher.End(name))
                    _watched.Remove(name, watcher);
            _shares.Remove(connection.Address, before - watcher.Names.Count);
            return WatchResult.Done;
        }
    }

    protected override NextRound Round(TimeSpan now)
    {
        lock (_gate)
        {
            var users = Users.Current;
            var before = _last;
            _last = users;
            if (_watched.IsEmpty)
                return new NextRound(now, null);

            HashSet<Watcher> concerned = [];
            var changes = users.ChangesSince(before);
            Update(changes.Joined, isHere: true, concerned);
            Update(changes.Left, isHere: false, concerned);
            UpdateUnsure(users, concerned);
            var told = concerned.Count(static watcher => watcher.Flush());
            if (told > 0)
                Logger.WatchersTold(told);
            var window = now + Options.Window;
            return new NextRound(window, _unsure.Count > 0 ? window : null);
        }
    }

    private void Update(IReadOnlyList<UserName> names, bool isHere, HashSet<Watcher> concerned)
    {
        foreach (var name in names)
            foreach (var watcher in _watched.Of(name))
                if (IsLagging(watcher))
                    _unsure.Add(watcher);
                else if (watcher.Update(name, isHere))
                    concerned.Add(watcher);
    }

    private void UpdateUnsure(UserSnapshot users, HashSet<Watcher> concerned)
    {
        _unsure.RemoveWhere(watcher =>
        {
            if (IsLagging(watcher))
                return false;
            foreach (var name in watcher.Names)
                if (watcher.Update(name, !users.Find(name).IsEmpty))
                    concerned.Add(watcher);
            return true;
        });
    }

    private bool IsLagging(Watcher watcher) => watcher.WaitingBytes > Options.LagBytes;

    private void Forget(IConnection connection)
    {
        if (!_watchers.Remove(connection, out var watcher))
            return;
        _unsure.Remove(watcher);
        _shares.Remove(connection.Address, watcher.Names.Count);
        foreach (var name in watcher.Names)
            _watched.Remove(name, watcher);
    }
}
