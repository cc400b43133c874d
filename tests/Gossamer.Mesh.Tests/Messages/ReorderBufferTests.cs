using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class ReorderBufferTests
{
    private static readonly Origin A = new(1);
    private static readonly Origin B = new(2);

    [Fact]
    public void Add_SeveralOfAnOrigin_OnlyTheFirstOpensTheGap()
    {
        var gaps = new ReorderBuffer();
        gaps.Add(AnyEntry.Of(A, 5, 4), 100).ShouldBeTrue();
        gaps.Add(AnyEntry.Of(A, 6, 5), 200).ShouldBeFalse();
        gaps.Add(AnyEntry.Of(A, 5, 4), 300).ShouldBeFalse();
        gaps.Add(AnyEntry.Of(B, 9, 8), 400).ShouldBeTrue();
        (gaps.Count, gaps.IsEmpty).ShouldBe((3, false));
        gaps.Origins.ShouldBe([A, B]);
        gaps.TryPeek(A, out var first, out var since).ShouldBeTrue();
        (first.Number, since).ShouldBe((5UL, 100L));
    }

    [Fact]
    public void TryTake_PredecessorNotPassed_GivesNothing()
    {
        var gaps = new ReorderBuffer();
        gaps.Add(AnyEntry.Of(A, 5, 4), 0);
        gaps.TryTake(A, 3, out _).ShouldBeFalse();
        gaps.TryTake(B, 9, out _).ShouldBeFalse();
        gaps.TryTake(A, 4, out var entry).ShouldBeTrue();
        (entry.Number, gaps.IsEmpty, gaps.Count).ShouldBe((5UL, true, 0));
        gaps.Add(AnyEntry.Of(A, 9, 8), 0).ShouldBeTrue("the gap before was closed");
    }

    /// <summary>Messages in any order come out in the order of their numbers, each once, none before its predecessor.</summary>
    [Fact]
    public void TryTake_AChainInAnyOrder_ComesOutInOrder() => Gen.Shuffle(Enumerable.Range(1, 30).ToArray()).Sample(order =>
    {
        var (gaps, at, taken) = (new ReorderBuffer(), 0UL, new List<ulong>());
        foreach (var number in order)
        {
            gaps.Add(AnyEntry.Of(A, (ulong)number * 3, (ulong)(number - 1) * 3), 0);
            while (gaps.TryTake(A, at, out var entry))
                taken.Add(at = entry.Number);
        }

        taken.ShouldBe(Enumerable.Range(1, 30).Select(static n => (ulong)n * 3));
        gaps.IsEmpty.ShouldBeTrue();
    });
}
