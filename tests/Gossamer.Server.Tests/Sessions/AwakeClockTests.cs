using Gossamer.Server.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Sessions;

public sealed class AwakeClockTests
{
    [Fact]
    public void Now_AfterAStandstill_HasPassedOnByOneStep()
    {
        var time = new FakeTimeProvider();
        var clock = new AwakeClock(time, TimeSpan.FromMilliseconds(500));

        time.Advance(TimeSpan.FromMilliseconds(300));
        clock.Pass();
        clock.Now.ShouldBe(TimeSpan.FromMilliseconds(300));
        time.Advance(TimeSpan.FromSeconds(20));
        clock.Pass();
        clock.Pass();

        clock.Now.ShouldBe(TimeSpan.FromMilliseconds(800));
    }
}
