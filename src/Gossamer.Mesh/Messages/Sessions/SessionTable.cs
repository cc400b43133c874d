using System.Collections.Immutable;

namespace Gossamer.Mesh;

/// <summary>This server's sessions by key, and those that wait for something. Its lock is a leaf.</summary>
/// <param name="firstId">
/// After which the ids of sessions begin. Of each life of a server another: what a peer answers to the life before finds no session here.
/// </param>
internal sealed class SessionTable(ulong firstId)
{
    private const int MaxEnded = 100_000; // some 10 MB; whoever is beyond it is told that it may have missed something

    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Dictionary<SessionKey, ImmutableArray<Session>> _byKey = [];
    private readonly Dictionary<ulong, Session> _watched = [];
    private readonly Queue<(SessionKey Key, long Until)> _ended = [];
    private readonly Dictionary<SessionKey, long> _endedUntil = [];
    private ulong _lastId = firstId;

    internal void Add(Session session)
    {
        using (_gate.EnterScope())
        {
            session.Id = ++_lastId;
            if (!session.Key.IsNone)
                _byKey[session.Key] = [.. _byKey.GetValueOrDefault(session.Key, []), session];
        }
    }

    /// <param name="session">The session, which has ended.</param>
    /// <param name="until">
    /// How long its key stays known, in ms of <see cref="Instant.Elapsed"/>: as long as logs hold what its client may miss.
    /// </param>
    internal void Remove(Session session, long until)
    {
        using (_gate.EnterScope())
        {
            _watched.Remove(session.Id);
            if (session.Key.IsNone)
                return;
            Remember(session.Key, until);
            var rest = _byKey[session.Key].Remove(session);
            if (rest.IsEmpty)
                _byKey.Remove(session.Key);
            else
                _byKey[session.Key] = rest;
        }
    }

    /// <summary>How many wait for their clients.</summary>
    internal int Disconnected
    {
        get
        {
            using (_gate.EnterScope())
                return _watched.Values.Count(static session => !session.IsConnected);
        }
    }

    internal ImmutableArray<Session> Find(SessionKey key)
    {
        using (_gate.EnterScope())
            return _byKey.GetValueOrDefault(key, []);
    }

    /// <summary>A session of that key ended here not long ago.</summary>
    internal bool IsEnded(SessionKey key, long now)
    {
        using (_gate.EnterScope())
            return _endedUntil.TryGetValue(key, out var until) && until > now;
    }

    /// <summary>A session of that key ended at a server that stops.</summary>
    internal void AddEnded(SessionKey key, long until)
    {
        using (_gate.EnterScope())
            Remember(key, until);
    }

    /// <summary>The keys of sessions that ended here, each with how long it stays known.</summary>
    internal (SessionKey Key, long Until)[] Ended()
    {
        using (_gate.EnterScope())
            return [.. _endedUntil.Select(static pair => (pair.Key, pair.Value))];
    }

    /// <summary>Forgets keys whose time is over, and the oldest beyond the bound.</summary>
    internal void ForgetEnded(long now)
    {
        using (_gate.EnterScope())
        {
            while (_ended.TryPeek(out var oldest) && (oldest.Until <= now || _ended.Count > MaxEnded))
            {
                _ended.Dequeue();
                if (_endedUntil.GetValueOrDefault(oldest.Key) == oldest.Until)
                    _endedUntil.Remove(oldest.Key);
            }
        }
    }

    internal void Watch(Session session)
    {
        using (_gate.EnterScope())
            _watched[session.Id] = session;
    }

    internal void Unwatch(Session session)
    {
        using (_gate.EnterScope())
            _watched.Remove(session.Id);
    }

    internal Session? FindWatched(ulong id)
    {
        using (_gate.EnterScope())
            return _watched.GetValueOrDefault(id);
    }

    /// <summary>Those that wait for something, the oldest first.</summary>
    internal Session[] Watched()
    {
        using (_gate.EnterScope())
            return _watched.Count == 0 ? [] : [.. _watched.Values.OrderBy(static session => session.Id)];
    }

    private void Remember(SessionKey key, long until)
    {
        if (_endedUntil.TryGetValue(key, out var known) && known >= until)
            return;
        _ended.Enqueue((key, until));
        _endedUntil[key] = until;
    }
}
