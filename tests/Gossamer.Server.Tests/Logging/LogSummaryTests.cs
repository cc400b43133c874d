using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class LogSummaryTests
{
    [Fact]
    public async Task Start_LinesThatAreLeftOut_AreCountedOnceASecond()
    {
        var time = new FakeTimeProvider();
        var throttle = new LogThrottle(new LogOptions { LinesPerSecond = 2 }, time);
        using var metrics = new LogMetrics();
        using var measured = new Measured(metrics.Meter);
        using var summary = new LogSummary(throttle, metrics, time, NullLogger<LogSummary>.Instance);
        await summary.StartAsync(TestContext.Current.CancellationToken);

        for (var i = 0; i < 7; i++)
            throttle.LevelOf("Category", new EventId(1), LogLevel.Warning);
        time.Advance(TimeSpan.FromSeconds(3));

        measured.Of("gossamer.server.log.lines.dropped").ShouldBe(["5"]);
    }
}
