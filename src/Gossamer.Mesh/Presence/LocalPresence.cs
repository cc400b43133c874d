namespace Gossamer.Mesh;

/// <summary>
/// This server's own users, or rooms: the only writer of them in the whole mesh. Each change gets the next version and is marked in the
/// feed of every link; what a feed has not sent yet is conflated to the latest count of each user.
/// </summary>
internal sealed class LocalPresence(NodeId self, UserDirectory directory)
{
    private readonly Dictionary<UserName, int> _users = [];
    private PresenceFeed[] _feeds = [];
    private PresenceSnapshot? _snapshot;

    /// <summary>Guards this and all feeds.</summary>
    internal OrderedLock Gate { get; } = new(LockRank.Presence);

    internal ulong Version { get; private set; }

    internal ulong Digest { get; private set; }

    internal int Users => _users.Count;

    internal int Connections(UserName user)
    {
        using (Gate.EnterScope())
            return CountOf(user);
    }

    internal void Feed(PresenceFeed feed)
    {
        using (Gate.EnterScope())
            _feeds = [.. _feeds, feed];
    }

    internal void Unfeed(PresenceFeed feed)
    {
        using (Gate.EnterScope())
            _feeds = [.. _feeds.Where(other => other != feed)];
    }

    internal int Add(UserName user) => Change(user, +1);

    internal int Remove(UserName user) => Change(user, -1);

    internal void Set(UserName user, int connections) => Change(user, connections, isWhole: true);

    /// <summary>The user's connections here. Under <see cref="Gate"/>.</summary>
    internal int CountOf(UserName user) => _users.GetValueOrDefault(user);

    /// <summary>All users as of now. Under <see cref="Gate"/>.</summary>
    internal PresenceSnapshot Snapshot()
    {
        if (_snapshot?.Version != Version)
            _snapshot = new(Version, [.. _users]);
        return _snapshot!;
    }

    private int Change(UserName user, int by, bool isWhole = false)
    {
        int connections;
        bool namesChanged;
        using (Gate.EnterScope())
        {
            var before = CountOf(user);
            connections = isWhole ? by : before + by;
            if (connections < 0)
                return 0;
            if (connections == before)
                return before;

            if (connections == 0)
                _users.Remove(user);
            else
                _users[user] = connections;
            Version++;
            Digest = unchecked(Digest - PresenceDigest.Of(user, before) + PresenceDigest.Of(user, connections));
            _snapshot = null;
            foreach (var feed in _feeds)
                feed.Mark(user);
            (_, namesChanged) = directory.Set(self, user, connections);
        }

        foreach (var feed in _feeds)
            feed.Wake();
        if (namesChanged)
            directory.Notify();
        return connections;
    }
}
