namespace Gossamer.Mesh;

/// <content>
/// Its client has come back, here or at another server. A disconnected session ends at once. Of two that look alive nobody knows which is
/// the later: this one stays, unconfirmed, until its client answers a probe, or ends when it does not.
/// </content>
internal sealed partial class Session
{
    private long _unconfirmedAt;

    /// <summary>It was asked for by another server, and its client has given no sign of life since: it is excluded from delivery
    /// receipts.</summary>
    internal bool IsUnconfirmed { get; private set; }

    /// <summary>By which servers find the session that its client comes from.</summary>
    internal SessionKey AskedKey { get; private set; }

    /// <summary>What is known of its client, as long as logs hold what that may miss.</summary>
    internal Vouch Vouch => IsVouchedFor ? Vouch.Known
        : new(false, _isConcluded || AskedKey == Key ? SessionKey.None : AskedKey);

    /// <summary>Until when that is so once it has ended, in ms of <see cref="Instant.Elapsed"/>.</summary>
    internal long KnownUntil => OldestMissing + _environment.Times.Retention;

    /// <summary>
    /// Messages that its client may miss are no older than its last sign of life, or than what waits behind a gap.
    /// </summary>
    private long OldestMissing => _gaps is { IsEmpty: false } gaps
        ? Math.Min(LastSignOfLife, Now.Elapsed - (Now.Utc - gaps.OldestAt))
        : LastSignOfLife;

    private bool IsProbeOver => IsUnconfirmed && Now.Elapsed - _unconfirmedAt >= _environment.Times.ProbeWait;

    /// <summary>The client gave a sign of life.</summary>
    internal void Confirm() => IsUnconfirmed = false;

    /// <summary>
    /// Whether all that a client at that position may have missed is still retained: nothing was sent to it past the position, or it was
    /// last heard within the retention. A client for which nobody has vouched here yet is not vouched for elsewhere either.
    /// </summary>
    internal Vouch VouchFor(Position position) =>
        !Vouch.IsKnown || Now.Elapsed < KnownUntil || IsUpToDate(position) ? Vouch : default;

    private bool IsUpToDate(Position position)
    {
        if (_gaps is { IsEmpty: false })
            return false;
        foreach (ref readonly var slot in _position.Slots)
            if (slot.Number > Math.Max(slot.Base, position.NumberOf(slot.Origin)))
                return false;
        return true;
    }

    /// <summary>
    /// The client has come back somewhere. A connection that looks alive is not ended: of two, nobody knows which is the later.
    /// </summary>
    internal void OnAskedFor()
    {
        if (Phase == SessionPhase.Ended)
            return;
        if (!IsConnected)
        {
            End();
            return;
        }

        if (IsUnconfirmed)
            return; // it is being probed
        (IsUnconfirmed, _unconfirmedAt) = (true, Now.Elapsed);
        _outlet.Probe();
        _environment.Watch(this);
    }

    /// <summary>It follows the client back from session to session, until somebody vouches for it.</summary>
    private void AskFor(SessionKey key)
    {
        while (!_isKnown && !key.IsNone && key != AskedKey)
        {
            AskedKey = key;
            var vouch = Stream.OnAskedFor(key, _position);
            _isKnown = vouch.IsKnown;
            key = vouch.FormerKey == Key ? SessionKey.None : vouch.FormerKey;
        }
    }

    /// <summary>A server that stops knew the client until lately: that is not asked for any more, but said.</summary>
    internal void OnVouchedFor() => _isKnown = true;
}
