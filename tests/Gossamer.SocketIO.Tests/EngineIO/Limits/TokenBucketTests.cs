using Gossamer.SocketIO.EngineIO.Limits;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _time = new();
    private TokenBucket _bucket;

    [Fact]
    public void Take_MoreThanTheBurst_WaitsForTheRestAtItsRate()
    {
        var rate = new Rate(PerSecond: 10, Burst: 5);
        Take(5, rate).ShouldBe(TimeSpan.Zero);
        Take(1, rate).ShouldBe(TimeSpan.FromSeconds(0.1));
        Take(1, rate).ShouldBe(TimeSpan.FromSeconds(0.2));
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Take(0, rate).ShouldBe(TimeSpan.Zero);
        Take(1, rate).ShouldBe(TimeSpan.FromSeconds(0.1));
    }

    [Fact]
    public void Take_AfterALongRest_HasNoMoreThanOneBurst()
    {
        var rate = new Rate(PerSecond: 10, Burst: 5);
        Take(5, rate);
        _time.Advance(TimeSpan.FromDays(1));
        Take(5, rate).ShouldBe(TimeSpan.Zero);
        Take(1, rate).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Take_WithoutARate_NeverWaits() => Take(1e300, default).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Take_MoreThanALifetime_IsAnAnswerAllTheSame() => Take(1e300, new Rate(1, 1)).ShouldBe(TimeSpan.MaxValue);

    private TimeSpan Take(double count, in Rate rate) => _bucket.Take(count, rate, _time.GetTimestamp(), _time);
}
