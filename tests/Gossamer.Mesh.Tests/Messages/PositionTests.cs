using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class PositionTests
{
    private static readonly RecoveryTimes Times = new(new());

    [Fact]
    public void AddLife_MoreOfAServerThanThereCanBe_LeavesOutTheEarliest()
    {
        var position = new Position();
        position.Add(new() { Origin = new(1), Number = 1 }); // another server's
        for (var life = 1UL; life <= 20; life++)
            position.AddLife(new() { Origin = Life(life), Number = life });
        position.Count.ShouldBe(1 + 16);
        (position.NumberOf(new(1)), position.NumberOf(Life(4)), position.NumberOf(Life(5)), position.NumberOf(Life(20)))
            .ShouldBe((1UL, 0UL, 5UL, 20UL));
    }

    [Fact]
    public void HasRoomFor_LivesThatWereNeverHeard_SoManyOfEachServerAndOfStrangers()
    {
        static bool IsOfMesh(Origin life) => life.Server is 5 or 6;

        var position = new Position();
        for (var life = 1UL; life <= 16; life++)
            position.Add(new() { Origin = Life(life), Number = 1 });
        position.HasRoomFor(Life(17), IsOfMesh).ShouldBeFalse();
        position.HasRoomFor(Life(1, server: 6), IsOfMesh).ShouldBeTrue();
        for (var server = 100UL; server < 116; server++)
            position.Add(new() { Origin = Life(1, server), Number = 1 });
        position.HasRoomFor(Life(1, server: 200), IsOfMesh).ShouldBeFalse();
    }

    private static Origin Life(ulong life, ulong server = 5) => new((server << 30) + life);

    [Fact]
    public void Had_OfASlot_IsBeyondTheBaseUpToTheNumberOutsideTheHole()
    {
        var slot = new PositionSlot { Origin = new(1), Number = 10, HasBase = true, Base = 3, HoleAfter = 5, HoleTo = 7 };
        Enumerable.Range(1, 12).Where(n => slot.Had((ulong)n)).ShouldBe([4, 5, 8, 9, 10]);
    }

    [Fact]
    public void Skip_Once_TheMissingAreNotHad()
    {
        var slot = new PositionSlot { Origin = new(1), Number = 4 };
        slot.Skip(6);
        (slot.Number, slot.HoleAfter, slot.HoleTo, slot.HasPast).ShouldBe((6UL, 4UL, 6UL, true));
        Enumerable.Range(1, 8).Where(n => slot.Had((ulong)n)).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void Skip_Twice_OneHoleThatCoversBoth()
    {
        var slot = new PositionSlot { Origin = new(1), Number = 4 };
        slot.Skip(6);
        slot.Number = 8;
        slot.Skip(9);
        (slot.Number, slot.HoleAfter, slot.HoleTo).ShouldBe((9UL, 4UL, 9UL));
        slot.Had(7).ShouldBeFalse("told as missing though it was had: a repetition may come twice, none is lost");
        slot.Number = 11;
        slot.Had(10).ShouldBeTrue();
    }

    [Fact]
    public void Had_OriginThatIsNotNamed_OnlyWhatTheFirstOffsetMayHaveLeftOut()
    {
        var position = new Position { CompleteFrom = 1_000 };
        position.Had(new(new(1), new(1), 5, 1_000)).ShouldBeFalse();
        position.Had(new(new(1), new(1), 5, 999)).ShouldBeTrue();
    }

    [Fact]
    public void Had_OriginThatIsForgotten_ByItsLastNumber()
    {
        var now = 1_000_000_000L;
        var slot = Slot(1, now - Times.OffsetReach - 1) with { Number = 5 };
        var position = AnyPosition.Of(slot);
        position.Forget(now, Times);
        position.Slots.IsEmpty.ShouldBeTrue();
        position.Had(new(new(1), new(1), 5, now)).ShouldBeTrue();
        position.Had(new(new(1), new(1), 6, now)).ShouldBeFalse();
        position.Forget(slot.HeardAt + Times.KeyReach + 1, Times);
        position.Had(new(new(1), new(1), 5, now)).ShouldBeFalse();
    }

    [Fact]
    public void Forget_OriginsNotHeardFrom_ThoseWithAPastStayLonger()
    {
        var now = 1_000_000_000L;
        var position = AnyPosition.Of(
            Slot(1, now - Times.OffsetReach), Slot(2, now - Times.OffsetReach - 1), Slot(3, now - Times.OffsetReach - 1, hasBase: true),
            Slot(4, now - Times.OffsetReach - 1, holeTo: 2), Slot(5, now - Times.KeyReach - 1, hasBase: true), Slot(6, now));
        position.Forget(now, Times);
        position.Slots.ToArray().Select(static slot => slot.Origin.Value).ShouldBe([1UL, 3UL, 4UL, 6UL]);
        position.NumberOf(new(2)).ShouldBe(0UL);
    }

    [Fact]
    public void CopyOfMesh_ManyLivesOfOneServerAndManyStrangers_KeepsTheLatestAndSixteenStrangers()
    {
        var lives = Enumerable.Range(1, 100).Select(static i => Origin.Of(new("n1"), new((ulong)i << 20))).ToArray();
        var other = Origin.Of(new("n2"), new(1_000));
        var strangers = Enumerable.Range(3, 20).Select(static i => Origin.Of(new($"n{i}"), new(1_000))).ToArray(); // not heard of yet
        var position = AnyPosition.Of(
            [.. lives.Append(other).Concat(strangers).Select(static life => new PositionSlot { Origin = life })]);

        var copy = position.CopyOfMesh(origin => !strangers.Contains(origin));

        copy.Slots.ToArray().Select(static slot => slot.Origin).ShouldBe([.. lives[^16..], other, .. strangers[..16]]);
    }

    [Fact]
    public void BeganInLaterLifeThan_OnlyABaseOfTheSameServersLaterLife_Counts()
    {
        var (early, late) = (Origin.Of(new("n1"), new(1_000)), Origin.Of(new("n1"), new(2_000)));
        AnyPosition.Of(new PositionSlot { Origin = late, HasBase = true }).BeganInLaterLifeThan(early).ShouldBeTrue();
        AnyPosition.Of(new PositionSlot { Origin = late }).BeganInLaterLifeThan(early).ShouldBeFalse();
        AnyPosition.Of(new PositionSlot { Origin = early, HasBase = true }).BeganInLaterLifeThan(late).ShouldBeFalse();
        AnyPosition.Of(new PositionSlot { Origin = late, HasBase = true }).BeganInLaterLifeThan(Origin.Of(new("n2"), new(1_000)))
            .ShouldBeFalse();
    }

    /// <summary>An offset must name an origin for as long as any log may hold what its client had.</summary>
    [Fact]
    public void Times_AnyOptions_EachReachIsLongerThanTheOneBeforeByMoreThanTheSkew() =>
        Gen.Select(Gen.Double[0, 60], Gen.Double[0.1, 30]).Sample((window, receipt) =>
        {
            var times = new RecoveryTimes(new()
            {
                SessionWindow = TimeSpan.FromSeconds(window), ReceiptTimeout = TimeSpan.FromSeconds(receipt),
            });
            (times.Retention >= times.Window + 27_000).ShouldBeTrue();
            (times.History >= times.Retention + 4_000).ShouldBeTrue();
            (times.OffsetReach >= times.History + 4_000).ShouldBeTrue();
            (times.KeyReach >= times.OffsetReach + 4_000).ShouldBeTrue();
        });

    private static PositionSlot Slot(ulong origin, long heardAt, bool hasBase = false, ulong holeTo = 0) =>
        new() { Origin = new(origin), Number = 9, HasBase = hasBase, HoleTo = holeTo, HeardAt = heardAt };
}
