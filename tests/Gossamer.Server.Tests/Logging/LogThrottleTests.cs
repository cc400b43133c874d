using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class LogThrottleTests
{
    private static readonly EventId Refused = new(1, "Refused");

    private readonly FakeTimeProvider _time = new();
    private readonly LogThrottle _throttle;

    public LogThrottleTests() => _throttle = new(20, _time);

    [Fact]
    public void Admits_AFloodOfOneKind_LetsSomeThroughAndCountsTheRest()
    {
        Write(36_000, Refused, LogLevel.Warning).ShouldBe(20);
        Write(1, new EventId(2), LogLevel.Warning).ShouldBe(1);

        _throttle.TakeSuppressed().ShouldBe([(new LineKind("Category", 1, "Refused"), 35_980L)]);
        _throttle.TakeSuppressed().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));
        Write(36_000, Refused, LogLevel.Warning).ShouldBe(20);
    }

    [Fact]
    public void Admits_LinesBelowInformation_AllOfThem() => Write(1_000, Refused, LogLevel.Debug).ShouldBe(1_000);

    [Fact]
    public void Admits_WithoutALimit_AllOfThem() =>
        Enumerable.Range(0, 1_000).ShouldAllBe(_ => new LogThrottle(0, _time).Admits("Category", Refused, LogLevel.Warning));

    private int Write(int lines, EventId id, LogLevel level) =>
        Enumerable.Range(0, lines).Count(_ => _throttle.Admits("Category", id, level));
}
