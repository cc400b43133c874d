namespace Gossamer.Server.Draining;

/// <summary>Whether this server is sending its clients elsewhere, to stop.</summary>
internal sealed class DrainState
{
    private volatile bool _isUnderWay;

    public bool IsUnderWay => _isUnderWay;

    public void Begin() => _isUnderWay = true;
}
