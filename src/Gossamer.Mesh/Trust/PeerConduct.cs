namespace Gossamer.Mesh;

/// <summary>
/// What one peer sent that breaks a rule: counted, told once at first and summed up from then on. Used under the peer's lock.
/// </summary>
internal sealed class PeerConduct(NodeId peer, MeshContext context)
{
    private static readonly TimeSpan SummaryInterval = TimeSpan.FromSeconds(10);

    private long? _toldAt;
    private long _untold;
    private PeerBreach _last;
    private bool _forged;

    internal void Refuse(PeerBreach breach)
    {
        context.Metrics.Refused(peer, breach);
        _forged |= breach == PeerBreach.Origin;
        (_last, _untold) = (breach, _untold + 1);
        Tell();
    }

    /// <summary>Whether the link must end for what has come on it, since this was last asked.</summary>
    internal LinkClose? TakeForgery()
    {
        if (!_forged)
            return null;
        _forged = false;
        return new(LinkCloseCode.ForgedOrigin);
    }

    /// <summary>Tells what has not been told, if it is time.</summary>
    internal void Tell()
    {
        if (_untold == 0 || (_toldAt is { } at && context.Time.GetElapsedTime(at) < SummaryInterval))
            return;
        context.Log.PeerBrokeRule(peer, _untold, _last);
        (_toldAt, _untold) = (context.Time.GetTimestamp(), 0);
    }
}
