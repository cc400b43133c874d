namespace Gossamer.Mesh;

/// <summary>
/// The members of one room at this server: sessions, and for a while those that have moved to another server. While a member is counted
/// here the other servers send what is said in the room here too; so nothing is lost between two servers.
/// </summary>
internal sealed class Room(RoomName name)
{
    private readonly HashSet<Session> _sessions = [];
    private readonly Dictionary<UserName, int> _users = [];
    private Dictionary<NodeId, int>? _absencesPaid;
    private Dictionary<NodeId, RecentKeys>? _passedOn;
    private Dictionary<SessionKey, MovedMember>? _moved;
    private UserName[]? _userNames;

    internal RoomName Name => name;

    internal RoomKey Key { get; } = name.Key;

    internal OrderedLock Gate { get; } = new(LockRank.Room);

    /// <summary>It had no members, and is no longer in the table.</summary>
    internal bool IsClosed { get; set; }

    internal bool IsEmpty => Count == 0 && Log is not { IsEmpty: false };

    /// <summary>What was published here; null: nothing lately.</summary>
    internal RoomLog? Log { get; set; }

    /// <summary>As the other servers are told.</summary>
    internal int Count => _sessions.Count + (_moved?.Count ?? 0); // one that is being probed counts twice for so long

    /// <summary>
    /// The last absence of the peer (<see cref="RoomDebt.Absence"/>) for which it was sent what it had missed; 0: none yet.
    /// </summary>
    internal int AbsencePaid(NodeId peer) => _absencesPaid?.GetValueOrDefault(peer) ?? 0;

    internal void SetAbsencePaid(NodeId peer, int absence) => (_absencesPaid ??= [])[peer] = absence;

    /// <summary>The peer is none any more.</summary>
    internal void Forget(NodeId peer)
    {
        _absencesPaid?.Remove(peer);
        _passedOn?.Remove(peer);
    }

    /// <summary>What was passed on to the server that members have moved to.</summary>
    internal RecentKeys PassedOn(NodeId node)
    {
        _passedOn ??= [];
        if (!_passedOn.TryGetValue(node, out var keys))
            _passedOn[node] = keys = new();
        return keys;
    }

    /// <returns>Whether its user had no session in the room.</returns>
    internal bool Add(Session session)
    {
        if (!_sessions.Add(session))
            return false;
        var user = session.Stream.User;
        var before = _users.GetValueOrDefault(user);
        _users[user] = before + 1;
        if (before == 0)
            _userNames = null;
        return before == 0;
    }

    /// <returns>Whether that was the last of its user.</returns>
    internal bool Remove(Session session)
    {
        if (!_sessions.Remove(session))
            return false;
        var user = session.Stream.User;
        var rest = _users[user] - 1;
        if (rest > 0)
        {
            _users[user] = rest;
            return false;
        }

        _users.Remove(user);
        _userNames = null;
        return true;
    }

    internal void AddMoved(in MovedMember member) => (_moved ??= [])[member.Key] = member;

    /// <summary>The client of that key is back here.</summary>
    internal void RemoveMoved(SessionKey key) => _moved?.Remove(key);

    /// <summary>Forgets those that moved long ago.</summary>
    /// <returns>Whether there were any.</returns>
    internal bool Expire(long now)
    {
        if (_moved is not { Count: > 0 } moved)
            return false;
        var before = moved.Count;
        foreach (var (key, member) in moved)
            if (member.Until <= now)
                moved.Remove(key);
        if (moved.Count == 0)
            (_moved, _passedOn) = (null, null);
        return before > (_moved?.Count ?? 0);
    }

    /// <summary>The users of the sessions; not to be changed.</summary>
    internal UserName[] Users() => _userNames ??= [.. _users.Keys];

    /// <summary>The members that have moved, by the server that they moved to.</summary>
    internal IReadOnlyList<(NodeId Node, IReadOnlyList<SessionKey> Keys)> Moved(IReadOnlySet<SessionKey>? only)
    {
        if (_moved is not { Count: > 0 } moved)
            return [];
        return [.. moved.Values.Where(member => only is null || only.Contains(member.Key))
            .GroupBy(static member => member.To, static member => member.Key)
            .Select(static group => (group.Key, (IReadOnlyList<SessionKey>)[.. group]))];
    }
}
