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
    internal void Confirm() => (IsUnconfirmed, _movedTo) = (false, null); // what is passed on until then the other session has by its key

    /// <summary>It has been left to another server.</summary>
    internal void LeaveTo(NodeId? successor)
    {
        _movedTo = IsConnected ? null : successor;
        Leave();
    }

    /// <summary>
    /// The client has come back somewhere. A connection that looks alive is not ended: of two, nobody knows which is the later.
    /// </summary>
    /// <param name="by">Another server; null: it is here.</param>
    internal void OnSuperseded(NodeId? by)
    {
        if (Phase == SessionPhase.Ended)
            return;
        NoteMoved(by);
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
