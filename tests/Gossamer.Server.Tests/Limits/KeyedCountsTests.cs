using Gossamer.Server.Limits;

namespace Gossamer.Server.Tests.Limits;

public sealed class KeyedCountsTests
{
    [Fact]
    public void Counts_ByKey_ForgetWhoHoldsNone()
    {
        var counts = new KeyedCounts<string>();
        counts["a"].ShouldBe(0);
        counts.Add("a");
        counts.Add("a", 4);
        counts.Add("b");
        (counts["a"], counts["b"], counts.Keys).ShouldBe((5, 1, 2));

        counts.Remove("b");
        counts.Add("a", -4);
        (counts["a"], counts["b"], counts.Keys).ShouldBe((1, 0, 1));
        counts.Add("a", -3);
        (counts["a"], counts.Keys).ShouldBe((0, 0), "nobody holds less than none");
    }
}
