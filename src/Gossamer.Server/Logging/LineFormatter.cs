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

    private const int MaxMessageLength = 4_000; // of an exception with its stack, in UTF-16 units

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = throttle.LevelOf(logEntry.Category, logEntry.EventId, logEntry.LogLevel);
        if (level == LogLevel.None)
            return; // what writes nothing is no line
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception)
            message = $"{message}: {exception}";
        var at = time.GetUtcNow();
        var category = logEntry.Category.AsSpan(logEntry.Category.LastIndexOf('.') + 1);
        message = OneLine.Of(Shortened(message));
        textWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{at:HH:mm:ss.fff} {Word(level),-5} {server} {category}: {message}"));
    }

    /// <summary>Some of what lines tell comes from strangers, and queues of lines count lines.</summary>
    private static string Shortened(string message)
    {
        if (message.Length <= MaxMessageLength)
            return message;
        var end = char.IsHighSurrogate(message[MaxMessageLength - 1]) ? MaxMessageLength - 1 : MaxMessageLength;
        return string.Create(CultureInfo.InvariantCulture, $"{message.AsSpan(0, end)}... ({message.Length} characters)");
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
