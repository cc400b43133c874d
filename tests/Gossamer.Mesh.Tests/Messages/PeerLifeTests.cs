using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Tests;

public sealed class PeerLifeTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();

    /// <summary>A peer that says so ceaselessly has its sessions' questions no more often.</summary>
    [Fact]
    public void TryTakeInherited_SaidAgainAndAgain_IsTrueOnceAnInterval()
    {
        var life = new PeerLife(new("n1"), _time);
        life.TryTakeInherited(Interval).ShouldBeFalse("it has not said so");
        life.HasInherited();
        life.TryTakeInherited(Interval).ShouldBeTrue();
        life.HasInherited();
        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        life.TryTakeInherited(Interval).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        life.TryTakeInherited(Interval).ShouldBeTrue("what it said meanwhile is not lost");
        life.TryTakeInherited(Interval).ShouldBeFalse();
    }
}
