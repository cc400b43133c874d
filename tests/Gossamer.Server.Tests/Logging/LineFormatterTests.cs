using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Logging;

public sealed class LineFormatterTests
{
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

    private static string Write(LogLevel level, string message, Exception? exception)
    {
        using var output = new StringWriter();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 123, TimeSpan.Zero));
        var entry = new LogEntry<string>(
            level, "Gossamer.Server.Chat.ChatSession", default, message, exception, static (state, _) => state);
        new LineFormatter("server-1", time, new LogThrottle(0, time)).Write(entry, null, output);
        return output.ToString();
    }
}
