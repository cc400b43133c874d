using Gossamer.Server.Limits;

namespace Gossamer.Server.Tests.Limits;

public sealed class EventKindTests
{
    [Fact]
    public void EveryKind_HasABucketARateAndAName()
    {
        using var metrics = new LimitMetrics();
        EventBuckets.Kinds.ShouldBe(Enum.GetValues<EventKind>().Length);
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            new RateOptions().Of(kind).ShouldNotBeNull();
            Should.NotThrow(() => metrics.Refused(kind, LimitScope.Connection));
        }
    }
}
