using Gossamer.Mesh.Wire;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// One server of the old system: its users as it told them on its own connection, and what it was told of ours. Both outlive
/// connections: an old server forgets nobody when a connection ends, so what it was told has to be taken back one by one.
/// </summary>
internal sealed class LegacyPeer(NodeId id, NodeId self, LegacyOptions options, TimeProvider time, ILogger log)
{
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Dictionary<UserName, int> _users = [];
    private readonly HashSet<UserName> _changed = []; // since the mesh was last told
    private readonly AnnouncedUsers _told = new(self);
    private object? _speaker; // the connection on which it speaks
    private ITimer? _grace;
    private LegacyLink? _link;

    internal NodeId Id => id;

    /// <summary>One for all its lives: it says nothing that would tell them apart.</summary>
    internal Incarnation Incarnation { get; } = new((ulong)time.GetUtcNow().UtcTicks);

    /// <summary>The link that is to be woken when its users change.</summary>
    internal void Linked(LegacyLink link)
    {
        int users;
        using (_gate.EnterScope())
            (_link, users) = (link, _users.Count);
        log.Linked(id, users);
    }

    /// <summary>The link is over, unless another one has taken its place.</summary>
    internal void Unlinked(LegacyLink link)
    {
        using (_gate.EnterScope())
            _link = ReferenceEquals(_link, link) ? null : _link;
    }

    /// <summary>What our frame is to the old server: packets, in order.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Translate(Frame frame) => _told.Translate(frame);

    internal int ConnectionsOf(string user)
    {
        using (_gate.EnterScope())
            return UserName.TryCreate(user, out var name, out _) ? _users.GetValueOrDefault(name) : 0;
    }

    /// <summary>All its users; changes are counted from here on.</summary>
    internal KeyValuePair<UserName, int>[] Snapshot()
    {
        using (_gate.EnterScope())
        {
            _changed.Clear();
            return [.. _users];
        }
    }

    /// <summary>The present count of each user that changed.</summary>
    internal KeyValuePair<UserName, int>[] TakeChanges()
    {
        using (_gate.EnterScope())
        {
            KeyValuePair<UserName, int>[] changes = [.. _changed.Select(user => KeyValuePair.Create(user, _users.GetValueOrDefault(user)))];
            _changed.Clear();
            return changes;
        }
    }

    /// <summary>It speaks on this connection. A first word on a new connection says all that it has.</summary>
    internal void OnUpdatePeer(object speaker, UpdatePeer update)
    {
        using (_gate.EnterScope())
        {
            if (update.IsList || !ReferenceEquals(_speaker, speaker))
                foreach (var user in _users.Keys.Except(update.Users.Select(static told => told.Key)).ToArray())
                    Set(user, 0);
            foreach (var (user, connections) in update.Users)
                if (connections == 0 || _users.Count < options.MaxUsersPerPeer || _users.ContainsKey(user))
                    Set(user, connections);
            _speaker = speaker;
            _grace?.Dispose();
            _grace = null;
            _link?.Wake();
        }

        if (update.LeftOut > 0)
            log.UsersLeftOut(id, update.LeftOut);
    }

    /// <summary>The connection is gone. Its users stay for a while: it will connect again if it lives.</summary>
    internal void Lost(object speaker)
    {
        using (_gate.EnterScope())
        {
            if (!ReferenceEquals(_speaker, speaker))
                return;
            _speaker = null;
            _grace?.Dispose();
            _grace = time.CreateTimer(static peer => ((LegacyPeer)peer!).GiveUp(), this, options.Grace, Timeout.InfiniteTimeSpan);
        }
    }

    private void GiveUp()
    {
        using (_gate.EnterScope())
        {
            if (_speaker is not null)
                return;
            foreach (var user in _users.Keys.ToArray())
                Set(user, 0);
            _link?.Wake();
        }

        log.Silent(id, options.Grace);
    }

    private void Set(UserName user, int connections)
    {
        if (_users.GetValueOrDefault(user) == connections)
            return;
        _changed.Add(user);
        if (connections == 0)
            _users.Remove(user);
        else
            _users[user] = connections;
    }
}
