using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class EntryMergeTests
{
    [Fact]
    public void InOrder_AnyAnswers_EachOnceAndByNumberWithinItsOrigin()
    {
        var entry = Gen.Select(Gen.ULong[1, 4], Gen.ULong[1, 15], Gen.Long[0, 50])
            .Select(static (o, n, at) => AnyEntry.Of(new(o), n, 0, at));
        entry.List[0, 20].List[0, 4].Sample(answers =>
        {
            var merged = EntryMerge.InOrder(answers).ToList();
            merged.Select(Place).Order().ShouldBe(answers.SelectMany(static a => a).Select(Place).Distinct().Order());
            foreach (var origin in merged.GroupBy(static e => e.Origin))
                origin.Select(static e => e.Number).ShouldBe(origin.Select(static e => e.Number).Order());
        });
    }

    [Fact]
    public void InOrder_SeveralOrigins_WhatWasAcceptedFirstComesFirst()
    {
        var (a, b) = (new Origin(1), new Origin(2));
        var merged = EntryMerge.InOrder(
        [
            [AnyEntry.Of(a, 1, 0, 10), AnyEntry.Of(a, 2, 1, 40), AnyEntry.Of(b, 7, 0, 20)],
            [AnyEntry.Of(b, 7, 0, 20), AnyEntry.Of(b, 8, 7, 30), AnyEntry.Of(a, 2, 1, 40)],
        ]);
        merged.Select(Place).ShouldBe([(1UL, 1UL), (2UL, 7UL), (2UL, 8UL), (1UL, 2UL)]);
    }

    /// <summary>A clock that was set back within a life: numbers win.</summary>
    [Fact]
    public void InOrder_TimesAgainstTheNumbers_NumbersWin() =>
        EntryMerge.InOrder([[AnyEntry.Of(new(1), 2, 1, 10), AnyEntry.Of(new(1), 1, 0, 50)]]).Select(Place)
            .ShouldBe([(1UL, 1UL), (1UL, 2UL)]);

    private static (ulong, ulong) Place(StreamEntry entry) => (entry.Origin.Value, entry.Number);
}
