using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gossamer.Server.Logging;

/// <summary>
/// One event, one line, with the server it belongs to, since <c>up</c> runs several in one process:
/// <code>12:00:00.123 info  server-1 ChatSession: Anna connected 1 times (x7Tn...)</code>
/// </summary>
internal sealed class LineFormatter(string server, TimeProvider time, LogThrottle throttle) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "gossamer";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = throttle.LevelOf(logEntry.Category, logEntry.EventId, logEntry.LogLevel);
        if (level == LogLevel.None)
            return; // what writes nothing is no line
        var at = time.GetUtcNow();
        var category = logEntry.Category.AsSpan(logEntry.Category.LastIndexOf('.') + 1);
        var message = OneLine.Of(LogLine.MessageOf(logEntry));
        textWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{at:HH:mm:ss.fff} {LogLine.Word(level),-5} {server} {category}: {message}"));
    }
}
