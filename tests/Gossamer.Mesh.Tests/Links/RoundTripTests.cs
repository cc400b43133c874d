namespace Gossamer.Mesh.Tests;

public sealed class RoundTripTests
{
    private readonly SimNetwork _net = new();

    [Fact]
    public void RoundTrip_OfALink_IsWhatAHeartbeatTakesThereAndBack()
    {
        var (a, b) = (_net.Start("n1", 2), _net.Start("n2", 2));
        a.LinkTo(b).RoundTrip.ShouldBeNull();
        _net.Run(5);
        // no time passes on the way, and what a heartbeat waits for does not count
        a.LinkTo(b).RoundTrip!.Value.ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
        _net.Crash(b);
        _net.Run(10);
        a.LinkTo(b).RoundTrip.ShouldBeNull();
    }
}
