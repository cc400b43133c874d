namespace Gossamer.Mesh;

/// <summary>
/// When a peer is asked for a snapshot: once between two ticks. One whose snapshots never come whole must not be made to send them without
/// pause.
/// </summary>
internal struct SnapshotAsking
{
    private bool _isAsked; // since the last tick
    private bool _isDue;

    /// <returns>Whether to ask now; otherwise it is due at the next tick.</returns>
    internal bool TryAsk()
    {
        _isDue = _isAsked;
        (var asks, _isAsked) = (!_isAsked, true);
        return asks;
    }

    /// <returns>Whether it is due, if it is still needed.</returns>
    internal bool Tick()
    {
        var isDue = _isDue;
        (_isAsked, _isDue) = (false, false);
        return isDue;
    }
}
