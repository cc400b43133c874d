using Gossamer.Mesh.Wire;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <summary>
/// This server's copy of one peer's users. It takes a snapshot whole or not at all, changes only in their order, and knows when
/// it needs a new snapshot. Used by one thread at a time.
/// </summary>
internal sealed class PeerReplica(NodeId peer, UserDirectory directory, int maxUsers, ILogger log)
{
    // More changes than this in one message are told one by one at Debug only, with a summary at Information.
    private const int FewChanges = 10;

    private Dictionary<UserName, int>? _incoming; // the pieces of a snapshot so far
    private uint _nextPiece;
    private ulong _incomingVersion;
    private ulong _version;
    private ulong _sum;
    private IReadOnlyCollection<UserName>? _replaced;
    private bool _isPartial; // the last changes were not all
    private bool _asked; // a snapshot was asked for and has not begun

    /// <summary>Whether the copy was complete when the last message was taken.</summary>
    internal bool Synced { get; private set; }

    internal int Users { get; private set; }

    /// <summary>The owner's version that this is a copy of, when it is complete.</summary>
    internal ulong Version => _version;

    /// <summary>What the copy has is behind the owner's list by an unknown lot: pieces are under way.</summary>
    internal bool IsPartial => _isPartial || !Synced || _incoming is not null;

    /// <summary>Whether the owner lists the user, as far as is known here.</summary>
    internal bool Lists(UserName user) => directory.Find(user).ConnectionsAt(peer) > 0;

    /// <summary>
    /// The users whom the copy will list once it has taken the frame: what is not taken, or is a piece that others must follow, names none.
    /// </summary>
    internal HashSet<string> ListedBy(Frame frame)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        var version = Synced ? _version : (ulong?)null;
        if (frame.Snapshot is { } snapshot)
        {
            version = null;
            if (snapshot.Last && Follows(snapshot))
            {
                users.UnionWith(snapshot.Users);
                version = snapshot.Version;
            }
        }

        if (frame.Changes is not { } changes || changes.From != version)
            return users;
        foreach (var (user, connections) in changes.Users.Zip(changes.Connections))
            if (connections > 0)
                users.Add(user);
            else
                users.Remove(user);
        return users;
    }

    private bool Follows(Snapshot piece) =>
        piece.Index == 0 || (_incoming is not null && piece.Index == _nextPiece && piece.Version == _incomingVersion);

    /// <summary>Told of users that leave the owner's list by a change.</summary>
    internal Action<UserName>? Left { get; set; }

    /// <summary>Whether the set of names in the directory changed since this was last asked.</summary>
    internal bool TakeNamesChanged()
    {
        var changed = NamesChanged;
        NamesChanged = false;
        return changed;
    }

    /// <summary>All users of a snapshot that has just been taken whole; null when none has since this was last asked.</summary>
    internal IReadOnlyCollection<UserName>? TakeReplaced()
    {
        var replaced = _replaced;
        _replaced = null;
        return replaced;
    }

    private bool NamesChanged { get; set; }

    /// <summary>A link begins or is lost: what there is stays listed, but only a snapshot can follow.</summary>
    internal void Desync()
    {
        Forget();
        _asked = false;
    }

    /// <summary>Takes what a frame tells, in its order, up to the first that it cannot take.</summary>
    internal ReplicaResult Apply(in PresencePiece piece)
    {
        var result = piece.Snapshot is { } snapshot ? Apply(snapshot) : ReplicaResult.Ok;
        if (result == ReplicaResult.Ok && piece.Changes is { } changes)
            result = Apply(changes);
        if (result == ReplicaResult.Ok && piece.Digest is { } digest)
            result = Check(digest);
        return result;
    }

    internal ReplicaResult Apply(Snapshot piece)
    {
        if (piece.Users.Count != piece.Connections.Count)
            return ReplicaResult.Malformed;
        if (piece.Index == 0)
            (_incoming, _nextPiece, _incomingVersion, _asked) = ([], 0, piece.Version, false);
        if (_incoming is null || piece.Index != _nextPiece || piece.Version != _incomingVersion)
            return Lost();

        _nextPiece++;
        for (var i = 0; i < piece.Users.Count; i++)
        {
            var connections = piece.Connections[i];
            if (!UserName.TryTakeExact(piece.Users[i], out var user) || connections is 0 or > int.MaxValue)
                return ReplicaResult.Malformed;
            _incoming[user] = (int)connections;
        }

        if (_incoming.Count > maxUsers)
            return ReplicaResult.TooMany;
        if (piece.Last)
            Replace(_incoming, piece.Version);
        return ReplicaResult.Ok;
    }

    internal ReplicaResult Apply(Changes changes)
    {
        if (changes.Users.Count != changes.Connections.Count || changes.To < changes.From)
            return ReplicaResult.Malformed;
        if (!Synced)
            return ReplicaResult.Ok; // a snapshot that holds them is on its way
        if (changes.From != _version)
            return Lost();

        var level = changes.Users.Count > FewChanges ? LogLevel.Debug : LogLevel.Information;
        for (var i = 0; i < changes.Users.Count; i++)
        {
            if (!UserName.TryTakeExact(changes.Users[i], out var user) || changes.Connections[i] > int.MaxValue)
                return ReplicaResult.Malformed;
            ApplyOne(user, (int)changes.Connections[i], level);
        }

        if (level == LogLevel.Debug)
            log.PeerUsersChanged(peer, changes.Users.Count, Users);
        _version = changes.To;
        _isPartial = changes.To == changes.From;
        return Users > maxUsers ? ReplicaResult.TooMany : ReplicaResult.Ok;
    }

    internal ReplicaResult Check(Digest digest)
    {
        // A digest comes after the last piece of a snapshot, so one that is still open will stay so.
        if (Synced && digest.Version == _version && digest.Users == Users && digest.Sum == _sum)
            return ReplicaResult.Ok;
        _asked = false; // what was asked for would be here: the asking itself was lost
        return Lost();
    }

    /// <summary>The peer is gone: its users leave.</summary>
    /// <returns>How many there were.</returns>
    internal int Clear()
    {
        Desync();
        var (previous, namesChanged) = directory.Replace(peer, []);
        NamesChanged |= namesChanged;
        (Users, _sum, _version) = (0, 0, 0);
        return previous;
    }

    private void Replace(Dictionary<UserName, int> users, ulong version)
    {
        var (previous, namesChanged) = directory.Replace(peer, users);
        NamesChanged |= namesChanged;
        Users = users.Count;
        _version = version;
        _sum = 0;
        foreach (var (user, connections) in users)
            _sum = unchecked(_sum + PresenceDigest.Of(user, connections));
        (Synced, _isPartial) = (true, false);
        _replaced = users.Keys;
        _incoming = null;
        log.PeerListReplaced(peer, previous, Users);
    }

    private void ApplyOne(UserName user, int connections, LogLevel level)
    {
        var (previous, namesChanged) = directory.Set(peer, user, connections);
        NamesChanged |= namesChanged;
        _sum = unchecked(_sum - PresenceDigest.Of(user, previous) + PresenceDigest.Of(user, connections));
        switch (previous, connections)
        {
            case (0, 0):
                break;
            case (0, _):
                Users++;
                log.PeerUserAdded(level, peer, user, connections);
                break;
            case (_, 0):
                Users--;
                Left?.Invoke(user);
                log.PeerUserRemoved(level, peer, user);
                break;
            default:
                log.PeerUserReplaced(level, peer, user, connections);
                break;
        }
    }

    // Asks once: were each further piece of a snapshot that has a hole to ask for another one, these would breed.
    private ReplicaResult Lost()
    {
        Forget();
        if (_asked)
            return ReplicaResult.Ok;
        _asked = true;
        return ReplicaResult.Gap;
    }

    private void Forget() => (Synced, _incoming, _nextPiece) = (false, null, 0);
}
