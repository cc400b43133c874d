using System.Collections.Concurrent;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <content>A server to which another leaves its logs, as that one stops.</content>
internal sealed partial class MeshMessages
{
    private const int MaxCopiesOf = 1_024; // lives

    private readonly ConcurrentDictionary<Origin, bool> _copiesOf = new();

    public bool HasInheritedCopies(Origin life) => _copiesOf.ContainsKey(life);

    /// <summary>Another server leaves what it has of one user.</summary>
    /// <param name="piece">What it leaves.</param>
    /// <param name="speaker">Its life.</param>
    /// <param name="peer">The server.</param>
    /// <returns>Whether it was taken.</returns>
    internal bool Inherit(HandoffPiece piece, Origin speaker, Peer peer)
    {
        if (_isHandingOff || !UserName.TryTakeExact(piece.User, out var user))
            return false;
        List<KeyPlace> keys = [.. RecoveryCodec.Decode(piece.KeyPlaces, speaker)];
        List<StreamEntry> entries = [.. RecoveryCodec.Decode(piece.Entries, speaker)];
        if (Refusal(piece, entries, keys, user, peer) is { } breach)
        {
            peer.Conduct.Refuse(breach);
            return false;
        }

        OnOwnNumbers(peer.Id, speaker, entries, piece.LastNumber);
        using var entered = _streams.Enter(user);
        entered.Stream.AddKeys(keys.Possible(this, peer.Conduct));
        var taken = entries.OfTheirServer(peer.Id, Lives, peer.Conduct).Possible(this, peer.Conduct);
        foreach (var entry in taken.Checked(user, _context.Frames, peer.Conduct))
        {
            entered.Stream.Keep(entry);
            if (entry.Room != 0 && _copiesOf.Count < MaxCopiesOf)
                _copiesOf.TryAdd(entry.Origin, true);
        }

        var own = new InheritedLast(speaker, RecoveryCodec.LastNumber(piece.LastNumber), piece.LastAgeMs);
        foreach (var last in RecoveryCodec.Decode(piece.Inherited).Possible(this, peer.Conduct).Prepend(own))
            if (!entered.Stream.Inherit(last, piece.Overflowed))
                peer.Conduct.Refuse(PeerBreach.Bound);
        foreach (var left in piece.Sessions)
            Inherit(entered.Stream, left, peer);
        Lives.Find(peer.Id)?.LeaveLog();
        return true;
    }

    /// <summary>
    /// A peer is gone, or here in a new life. What it left here others must know of: who is cut off from it hears no goodbye, and may have
    /// asked this server before. Called under the peer's lock.
    /// </summary>
    private void OnLogLeft(PeerLife life, Origin left)
    {
        if (!life.TryTakeLeftLog())
            return;
        _inheritanceNews.Add(left);
        ForEachWatched(0, static (session, _) => session.OnInheritedHere());
    }

    /// <summary>Tells peers what was left here, and asks those that have said so of themselves.</summary>
    private void TickInheritances()
    {
        _inheritanceNews.Tick();
        foreach (var peer in Peers)
            if (Lives.Find(peer)?.TryTakeInherited(TimeSpan.FromMilliseconds(Times.AskAgain)) == true)
                ForEachWatched(peer, static (session, peer) => session.OnInherited(peer));
    }

    /// <summary>A message, or a place of one, with a number that this life has not given yet.</summary>
    internal bool IsForged(StreamEntry entry) => IsForged(entry.Origin, entry.Number);

    /// <inheritdoc cref="IsForged(StreamEntry)"/>
    internal bool IsForged(KeyPlace place) => IsForged(place.Origin, place.Number);

    private bool IsForged(Origin origin, ulong number) =>
        (origin == Self && number > LastNumber) || (origin == Self.Copies && number > LastCopy);

    private PeerBreach? Refusal(HandoffPiece piece, List<StreamEntry> entries, List<KeyPlace> keys, UserName user, Peer peer)
    {
        if (entries.Exists(IsForged) || keys.Exists(IsForged))
            return PeerBreach.Origin;
        return piece.Sessions.Count > 0 && !peer.Listing.Has(user) ? PeerBreach.Session : null;
    }

    /// <summary>The same of sessions that ended there lately.</summary>
    internal bool Inherit(Ended ended, PeerLife life)
    {
        if (_isHandingOff)
            return false;
        life.LeaveLog();
        foreach (var left in ended.Keys)
        {
            var key = new SessionKey(left.Key);
            if (!key.IsWellFormed)
                continue;
            InheritEnded(key, left.KnownForMs);
            var vouch = new Vouch(Times.Retention - left.KnownForMs + Times.UnderWay);
            foreach (var session in _sessions.Find(key))
                Do(session, vouch, static (session, vouch) => session.OnVouch(vouch));
        }

        return true;
    }

    private void Inherit(UserStream stream, HandedOffSession left, Peer peer)
    {
        var key = new SessionKey(left.Key);
        if (!key.IsWellFormed)
            return;
        if (left.AwayMs >= Times.Window && !left.Unknown)
            InheritEnded(key, Times.Retention - left.MissingForMs);
        if (left.AwayMs >= Times.Window || !OffsetText.TryRead(left.Offset, stream.User, Now.Utc, out var offset))
            return;
        foreach (var known in stream.Sessions)
        {
            if (known.Key != key)
                continue;
            if (!left.Unknown)
                known.OnVouch(new(left.MissingForMs + Times.UnderWay));
            return; // its client is here already, or it was left to this server before
        }

        if (Refusal(stream, left, offset.Position, peer) is { } breach)
        {
            peer.Conduct.Refuse(breach);
            return;
        }

        var session = Session.BeginInherited(
            stream, key, offset.Position, left, (peer.Inherited, HandedOffRules.BytesOf(left)), this);
        session.Description = left.Description.ToByteArray();
        foreach (var recent in left.Recent)
            session.RestoreRecent(recent.IdHash, recent.Offset);
    }

    /// <returns>Why it is not taken. Null: it is, and its room is taken.</returns>
    private PeerBreach? Refusal(UserStream stream, HandedOffSession left, Position position, Peer peer)
    {
        if (IsInvented(position))
            return PeerBreach.Number;
        var away = 0;
        foreach (var session in stream.Sessions)
            away += session.IsConnected ? 0 : 1;
        return away < HandedOffRules.MaxPerUser && HandedOffRules.AreLengthsRight(left)
            && peer.Inherited.TryTake(HandedOffRules.BytesOf(left)) ? null : PeerBreach.Bound;
    }

    private void InheritEnded(SessionKey key, long knownFor)
    {
        knownFor = Math.Min(knownFor, Times.Retention) - Times.UnderWay;
        if (!key.IsNone && knownFor > 0)
            _sessions.AddEnded(key, Now.Elapsed + knownFor);
    }
}
