using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// What one link has yet to tell of this server's users: a snapshot in pieces first, then changes. Between two takings any
/// number of changes costs one entry for each user concerned, so a slow peer costs bounded memory.
/// </summary>
internal sealed class PresenceFeed(LocalPresence presence, int chunkUsers, Action wake)
{
    private HashSet<UserName> _changed = [];
    private PresenceSnapshot? _snapshot;
    private int _sent;
    private uint _index;
    private ulong _told;
    private bool _digestDue;
    private bool _active;

    internal void Wake()
    {
        if (Volatile.Read(ref _active))
            wake();
    }

    /// <summary>The link is new, or the peer lost track: tell everything from the start.</summary>
    internal void Restart()
    {
        using (presence.Gate.EnterScope())
            RestartLocked();
    }

    internal void Stop()
    {
        using (presence.Gate.EnterScope())
        {
            Volatile.Write(ref _active, false);
            _snapshot = null;
            _changed = [];
        }
    }

    internal void RequestDigest()
    {
        using (presence.Gate.EnterScope())
            _digestDue = _active;
    }

    /// <summary>Under the presence's gate.</summary>
    internal void Mark(UserName user)
    {
        if (!_active || !_changed.Add(user))
            return;

        // Of those who came and left while the peer took nothing there may be any number; the list as it is now says the same.
        if (_changed.Count > presence.Users + chunkUsers)
            RestartLocked();
    }

    /// <summary>What comes next for the peer to know.</summary>
    internal PresencePiece Take()
    {
        using (presence.Gate.EnterScope())
        {
            var piece = default(PresencePiece);
            if (!_active)
                return piece;
            if (_snapshot is not null)
                piece = piece with { Snapshot = NextPiece(_snapshot) };
            if (_snapshot is null && _changed.Count > 0)
                piece = piece with { Changes = NextBatch() };
            if (_snapshot is null && _changed.Count == 0 && _digestDue)
                (piece, _digestDue) = (piece with { Digest = TheDigest() }, false);
            return piece;
        }
    }

    private void RestartLocked()
    {
        _snapshot = presence.Snapshot();
        (_sent, _index, _told) = (0, 0, _snapshot.Version);
        _changed = [];
        Volatile.Write(ref _active, true);
    }

    private Snapshot NextPiece(PresenceSnapshot snapshot)
    {
        var piece = new Snapshot { Version = snapshot.Version, Index = _index++ };
        foreach (var (user, connections) in snapshot.Users.AsSpan(_sent, Math.Min(chunkUsers, snapshot.Users.Length - _sent)))
        {
            piece.Users.Add(user.Value);
            piece.Connections.Add((uint)connections);
        }

        _sent += piece.Users.Count;
        piece.Last = _sent == snapshot.Users.Length;
        if (piece.Last)
            _snapshot = null;
        return piece;
    }

    // A batch that does not hold all that changed leaves the peer at the version where it was: what it has then is newer in part.
    private Changes NextBatch()
    {
        var batch = new Changes { From = _told };
        foreach (var user in _changed)
        {
            if (batch.Users.Count == chunkUsers)
                break;
            batch.Users.Add(user.Value);
            batch.Connections.Add((uint)presence.CountOf(user));
        }

        if (batch.Users.Count == _changed.Count)
        {
            _changed = _changed.Count > chunkUsers ? [] : ClearedSet();
            _told = presence.Version;
        }
        else
        {
            foreach (var user in _changed.Take(chunkUsers).ToArray())
                _changed.Remove(user);
        }

        batch.To = _told;
        return batch;
    }

    private HashSet<UserName> ClearedSet()
    {
        _changed.Clear();
        return _changed;
    }

    private Digest TheDigest() => new() { Version = presence.Version, Users = (uint)presence.Users, Sum = presence.Digest };
}
