namespace Gossamer.Mesh;

/// <content>
/// What this server says of the client to another server where the client is back: for how long the client may have missed messages. Logs
/// keep messages for <see cref="RecoveryTimes.Retention"/>, so within that time every missing message shows as a gap. A server to which no
/// other has vouched for the client yet does not vouch for it either.
/// </content>
internal sealed partial class Session
{
    internal const int MaxAskedKeys = 8; // a client that moves more often than that before any server has answered is told

    private const long Late = 5_000; // ms: less than the slack in the retention
    private const long RoundTrip = 1_000; // ms: what is heard later than that was said by a client that had what was sent

    private readonly List<SessionKey> _askedKeys = [];

    private long _missingSince; // unless it has caught up
    private long? _caughtUpAt;
    private long _waitingSince = long.MaxValue; // when the oldest message was accepted that came late, or while the client was away
    private long _waitingNotedAt;

    /// <summary>By which servers find the sessions that its client comes from.</summary>
    internal IReadOnlyList<SessionKey> AskedKeys => _askedKeys;

    /// <summary>What is known of its client.</summary>
    internal Vouch Vouch => IsVouchedFor && Now.Elapsed - MissingSince is var time && time <= _environment.Times.Retention ? new(time)
        : new(null, _isConcluded ? null : FormerKeys);

    /// <summary>
    /// Since when its client may have missed messages, in ms of <see cref="Instant.Elapsed"/>: since its last sign of life, if it had got
    /// all by then; else since it lost the connection before. Or since the oldest message was accepted that waits for it.
    /// </summary>
    internal long MissingSince
    {
        get
        {
            var since = _caughtUpAt is { } at && HasBeenHeardSince(at) ? LastSignOfLife : Math.Min(_missingSince, LastSignOfLife);
            since = Math.Min(since, HasBeenHeardSince(_waitingNotedAt) ? long.MaxValue : _waitingSince);
            return _gaps is { IsEmpty: false } gaps ? Math.Min(since, ElapsedAt(gaps.OldestAt)) : since;
        }
    }

    /// <summary>Of the sessions that its client comes from.</summary>
    private List<SessionKey> FormerKeys => _askedKeys.FindAll(key => key != Key);

    private bool HasBeenHeardSince(long moment) => LastSignOfLife - moment > RoundTrip;

    /// <summary>It comes late, or while the client is away.</summary>
    private void NoteIfWaiting(in StreamEntry entry)
    {
        if (!IsConnected || Now.Utc - entry.At > Late)
            NoteWaiting(entry);
    }

    private void NoteWaiting(in StreamEntry entry)
    {
        if (HasBeenHeardSince(_waitingNotedAt))
            _waitingSince = long.MaxValue;
        _waitingNotedAt = Now.Elapsed;
        if (ElapsedAt(entry.At) >= _waitingSince)
            return;
        _waitingSince = ElapsedAt(entry.At);
        _environment.OnWaiting(Key, _waitingSince);
        foreach (var key in _askedKeys)
            _environment.OnWaiting(key, _waitingSince); // a client that never learned of this session comes back as of the one before
    }

    private long ElapsedAt(long utc) => Now.Elapsed - (Now.Utc - utc);

    /// <summary>
    /// What is known of a client that is back with that position. It has missed nothing if the session had all that any server has, and
    /// sent nothing past the position.
    /// </summary>
    internal Vouch VouchFor(Position position) =>
        IsVouchedFor && _caughtUpAt is not null && IsUpToDate(position) ? new(0) : Vouch;

    private bool IsUpToDate(Position position)
    {
        if (_gaps is { IsEmpty: false })
            return false;
        foreach (ref readonly var slot in _position.Slots)
            if (slot.Number > Math.Max(slot.Base, position.NumberOf(slot.Origin)))
                return false;
        return true;
    }

    /// <summary>What this server knew of the client as it came.</summary>
    internal Vouch VouchHere { get; private set; }

    /// <summary>It follows the client back from session to session, until somebody vouches for it.</summary>
    /// <returns>Whether there is a key that was not asked for yet.</returns>
    private bool FollowKeys(IReadOnlyList<SessionKey> keys)
    {
        var isNew = false;
        foreach (var key in keys)
        {
            if (key.IsNone || _askedKeys.Contains(key) || _askedKeys.Count >= MaxAskedKeys)
                continue;
            if (key == Key && _askedKeys.Count > 0)
                continue; // it is this one
            isNew = true;
            _askedKeys.Add(key);
            var vouch = Stream.Supersede(key, _position, takesOver: !IsUnconfirmed);
            VouchHere = VouchHere.Or(vouch);
            OnVouch(vouch);
            FollowKeys(vouch.FormerKeys ?? []);
        }

        return isNew;
    }

    /// <summary>A server knows the client.</summary>
    internal void OnVouch(Vouch vouch)
    {
        if (vouch.MissingFor is not { } time)
            return;
        _missingSince = _isKnown ? Math.Max(_missingSince, Now.Elapsed - time) : Now.Elapsed - time;
        _isKnown = true;
    }

    /// <summary>Whether its client has been sent all that any server has that may be there.</summary>
    private void NoteCaughtUp()
    {
        if (_caughtUpAt is null && Phase == SessionPhase.Live && IsVouchedFor && IsConnected && _gaps is not { IsEmpty: false }
            && _ahead is null && !OpenPeers.Any(_environment.MayBeThere))
            _caughtUpAt = Now.Elapsed;
    }
}
