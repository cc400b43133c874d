using Gossamer.Server.Limits;

namespace Gossamer.Server.Tests.Limits;

public sealed class SharedTokenBucketTests
{
    private static readonly RateLimit TenASecond = new(10, 5);
    private static readonly long Start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private SharedTokenBucket _bucket;

    [Fact]
    public void TryTake_AtOnce_GivesTheBurstAndThenTheRate()
    {
        Take(7, Start).ShouldBe(5);
        Take(7, Start + TimeSpan.FromMilliseconds(99).Ticks).ShouldBe(0);
        Take(7, Start + TimeSpan.FromMilliseconds(100).Ticks).ShouldBe(1);
        Take(7, Start + TimeSpan.FromMilliseconds(300).Ticks).ShouldBe(2);
    }

    [Fact]
    public void TryTake_AfterALongRest_GivesTheBurstAndNoMore()
    {
        Take(7, Start);
        Take(7, Start + TimeSpan.FromDays(1).Ticks).ShouldBe(5);
    }

    [Fact]
    public void TryTake_ClockSetBack_GoesOnAtTheRate()
    {
        Take(7, Start);
        var before = Start - TimeSpan.FromHours(1).Ticks;

        Take(7, before).ShouldBe(1);
        Take(7, before + TimeSpan.FromMilliseconds(200).Ticks).ShouldBe(2);
    }

    [Fact]
    public void TryTake_SeveralAtOnce_TakesAllOrNone()
    {
        _bucket.TryTake(TenASecond, Start, 3).ShouldBeTrue();
        _bucket.TryTake(TenASecond, Start, 3).ShouldBeFalse();
        Take(3, Start).ShouldBe(2);
    }

    [Fact]
    public void TryTake_MoreThanTheBurst_TakesAFullBucket()
    {
        _bucket.TryTake(TenASecond, Start, 1_000).ShouldBeTrue();
        Take(1, Start).ShouldBe(0);
        _bucket.TryTake(TenASecond, Start + TimeSpan.FromMilliseconds(499).Ticks, 1_000).ShouldBeFalse();
        _bucket.TryTake(TenASecond, Start + TimeSpan.FromMilliseconds(500).Ticks, 1_000).ShouldBeTrue();
    }

    [Fact]
    public void TryTake_WithoutLimit_AlwaysGives()
    {
        for (var i = 0; i < 10_000; i++)
            _bucket.TryTake(RateLimit.None, Start).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTake_ByManyAtOnce_GivesNoMoreThanTheBurst()
    {
        var shared = new SharedBuckets();
        var given = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 1_000).Count(_ => shared.TryTake(EventKind.Message, new RateLimit(1, 1_000), Start)))));

        given.Sum().ShouldBe(1_000);
    }

    private int Take(int times, long at) => Enumerable.Range(0, times).Count(_ => _bucket.TryTake(TenASecond, at));
}
