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

    private bool IsProbeOver => IsUnconfirmed && Now.Elapsed - _unconfirmedAt >= _environment.Times.ProbeWait;

    /// <summary>The client gave a sign of life.</summary>
    internal void Confirm() => IsUnconfirmed = false;

    /// <summary>
    /// Whether all that a client at that position may have missed is still retained: nothing was sent to it past the position, or it was
    /// last heard within the retention.
    /// </summary>
    internal bool Vouches(Position position)
    {
        if (Now.Elapsed - LastSignOfLife <= _environment.Times.Retention)
            return true;
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

    /// <summary>A server that stops knew the client until lately: that is not asked for any more, but said.</summary>
    internal void OnVouchedFor() => _isKnown = true;
}
