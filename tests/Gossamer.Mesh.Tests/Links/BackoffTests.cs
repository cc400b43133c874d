namespace Gossamer.Mesh.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Next_Repeated_DoublesToTheBoundWithJitterBelow()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), new Random(1));
        foreach (var full in new[] { 100, 200, 400, 800, 1600, 3200, 5000, 5000 })
            backoff.Next().TotalMilliseconds.ShouldBeInRange(full / 2.0, full);
        backoff.Reset();
        backoff.Next().TotalMilliseconds.ShouldBeInRange(50, 100);
    }
}
