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
    /// The client has come back somewhere. A connection that looks alive is not ended: of two, nobody knows which is the later.
    /// </summary>
    internal void OnSuperseded()
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
}
