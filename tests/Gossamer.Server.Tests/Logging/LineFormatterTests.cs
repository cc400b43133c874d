using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class LineFormatterTests
{
    private static readonly LogOptions Unlimited = new() { LinesPerSecond = 0 };

    [Fact]
    public void Write_AnEvent_IsOneLineWithServerAndCategory() =>
        Write(LogLevel.Information, "Anna connected", null)
            .ShouldBe("12:00:00.123 info  server-1 ChatSession: Anna connected" + Environment.NewLine);

    [Fact]
    public void Write_LineEndsAndEscapesInside_StaysOneLine()
    {
        var line = Write(LogLevel.Error, "bad\r\nname\u001b[31m", new InvalidOperationException("first\nsecond"));

        line.ShouldStartWith("12:00:00.123 error server-1 ChatSession: bad  name [31m: System.InvalidOperationException: first second");
        line.TrimEnd().ShouldNotContain('\n');
    }

    [Fact]
    public void Write_AMessageWithoutEnd_IsCutOff()
    {
        var line = Write(LogLevel.Warning, "refused: " + new string('x', 1_000_000), null);
        line.Length.ShouldBeLessThan(5_000);
        line.TrimEnd().ShouldEndWith("... (1000009 characters)");
    }

    [Theory]
    [InlineData(LogLevel.Debug, "info,info,debug")]
    [InlineData(LogLevel.Information, "info,info")]
    public void Write_MoreThanMayBe_IsAtDebugOrNotAtAll(LogLevel logged, string levels)
    {
        var lines = Write(
            LogLevel.Information, "Anna connected", null, new LogOptions { Level = logged, LinesPerSecond = 2 }, times: 3);

        lines.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')[1])
            .ShouldBe(levels.Split(','));
    }

    private static string Write(LogLevel level, string message, Exception? exception, LogOptions? options = null, int times = 1)
    {
        using var output = new StringWriter();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero));
        var entry = new LogEntry<string>(
            level, "Gossamer.Server.Chat.ChatSession", default, message, exception, static (state, _) => state);
        var formatter = new LineFormatter("server-1", time, new LogThrottle(options ?? Unlimited, time));
        for (var i = 0; i < times; i++)
            formatter.Write(entry, null, output);
        return output.ToString();
    }
}
