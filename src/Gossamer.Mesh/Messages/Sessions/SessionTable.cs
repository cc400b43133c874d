using System.Collections.Immutable;

namespace Gossamer.Mesh;

/// <summary>This server's sessions by key, and those that wait for something. Its lock is a leaf.</summary>
/// <param name="firstId">
/// After which the ids of sessions begin. Of each life of a server another: what a peer answers to the life before finds no session here.
/// </param>
/// <param name="retention">For how long logs keep messages, in ms.</param>
internal sealed class SessionTable(ulong firstId, long retention)
{
    private const int MaxEnded = 100_000; // some 10 MB; whoever is beyond it is told that it may have missed something

    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Dictionary<SessionKey, ImmutableArray<Session>> _byKey = [];
    private readonly Dictionary<ulong, Session> _watched = [];
    private readonly Queue<(SessionKey Key, long Until)> _ended = [];
    private readonly Dictionary<SessionKey, Ending> _endings = [];
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

    /// <summary>The session has ended: its key stays known as long as logs hold what its client may miss.</summary>
    internal void Remove(Session session)
    {
        var ending = new Ending(session.MissingSince + retention, session.Vouch); // not under the lock: it asks the connection
        using (_gate.EnterScope())
        {
            _watched.Remove(session.Id);
            if (session.Key.IsNone)
                return;
            Remember(session.Key, ending);
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

    /// <summary>What is known of a session of that key that ended here not long ago.</summary>
    internal Vouch FindEnded(SessionKey key, long now)
    {
        using (_gate.EnterScope())
            return !_endings.TryGetValue(key, out var ending) || ending.Until <= now ? default
                : ending.Vouch.IsKnown ? new(retention - (ending.Until - now)) : ending.Vouch;
    }

    /// <summary>A session of that key ended at a server that stops. Half of the room is for those that end here.</summary>
    internal void AddEnded(SessionKey key, long until)
    {
        using (_gate.EnterScope())
            if (_ended.Count < MaxEnded / 2)
                Remember(key, new(until, new(0)));
    }

    /// <summary>What waits for the client of an ended session was accepted earlier than that session knew.</summary>
    internal void OnWaiting(SessionKey key, long since)
    {
        if (key.IsNone)
            return;
        var until = since + retention;
        using (_gate.EnterScope())
        {
            if (_endings.TryGetValue(key, out var ending) && ending.Until > until)
                _endings[key] = ending with { Until = until };
        }
    }

    /// <summary>The keys of sessions that ended here, each with how long it stays known.</summary>
    internal (SessionKey Key, long Until)[] Ended()
    {
        using (_gate.EnterScope())
            return [.. _endings.Where(static pair => pair.Value.Vouch.IsKnown).Select(static pair => (pair.Key, pair.Value.Until))];
    }

    /// <summary>Forgets keys whose time is over, and the oldest beyond the bound.</summary>
    internal void ForgetEnded(long now)
    {
        using (_gate.EnterScope())
        {
            while (_ended.TryPeek(out var oldest) && (oldest.Until <= now || _ended.Count > MaxEnded))
            {
                _ended.Dequeue();
                if (_endings.GetValueOrDefault(oldest.Key).Until <= oldest.Until)
                    _endings.Remove(oldest.Key);
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

    private void Remember(SessionKey key, Ending ending)
    {
        if (ending.Vouch.IsEmpty)
            return;
        if (_endings.TryGetValue(key, out var known)
            && (known.Until >= ending.Until || (known.Vouch.IsKnown && !ending.Vouch.IsKnown)))
            return;
        _ended.Enqueue((key, ending.Until));
        _endings[key] = ending;
    }

    private readonly record struct Ending(long Until, Vouch Vouch);
}
