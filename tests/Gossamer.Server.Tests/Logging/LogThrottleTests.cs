using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class LogThrottleTests
{
    private static readonly EventId Refused = new(1, "Refused");

    private readonly FakeTimeProvider _time = new();
    private readonly LogThrottle _throttle;

    public LogThrottleTests() => _throttle = Throttle(LogLevel.Information);

    [Fact]
    public void LevelOf_AFloodOfOneKind_LetsSomeThroughAndCountsTheRest()
    {
        Write(36_000, Refused, LogLevel.Warning).ShouldBe(20);
        Write(1, new EventId(2), LogLevel.Warning).ShouldBe(1);

        _throttle.TakeSuppressed().ShouldBe([(new LineKind("Category", 1, "Refused"), 35_980L)]);
        _throttle.TakeSuppressed().ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));
        Write(36_000, Refused, LogLevel.Warning).ShouldBe(20);
    }

    [Fact]
    public void LevelOf_AFloodWhereDebugIsLogged_IsAtDebugBeyondTheRate()
    {
        var throttle = Throttle(LogLevel.Debug);

        Write(throttle, 1_000, Refused, LogLevel.Warning)
            .ShouldBe([.. Enumerable.Repeat(LogLevel.Warning, 20), .. Enumerable.Repeat(LogLevel.Debug, 980)]);
        throttle.TakeSuppressed().ShouldBeEmpty();
    }

    [Fact]
    public void LevelOf_LinesBelowInformation_AllOfThem() => Write(1_000, Refused, LogLevel.Debug).ShouldBe(1_000);

    [Fact]
    public void LevelOf_WithoutALimit_AllOfThem() =>
        Write(Throttle(LogLevel.Information, linesPerSecond: 0), 1_000, Refused, LogLevel.Warning)
            .ShouldAllBe(level => level == LogLevel.Warning);

    private LogThrottle Throttle(LogLevel level, int linesPerSecond = 20) =>
        new(new LogOptions { Level = level, LinesPerSecond = linesPerSecond }, _time);

    /// <returns>How many are written as what they are.</returns>
    private int Write(int lines, EventId id, LogLevel level) => Write(_throttle, lines, id, level).Count(written => written == level);

    private static LogLevel[] Write(LogThrottle throttle, int lines, EventId id, LogLevel level) =>
        [.. Enumerable.Range(0, lines).Select(_ => throttle.LevelOf("Category", id, level))];
}
