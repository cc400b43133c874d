using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Server.Logging;

/// <summary>What lines of the log have in common however they are written.</summary>
internal static class LogLine
{
    private const int MaxMessageLength = 4_000; // of an exception with its stack, in UTF-16 units

    /// <summary>What the event says, with its exception. Some of it comes from strangers, and queues of lines count lines.</summary>
    public static string MessageOf<TState>(in LogEntry<TState> entry)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        return Shortened(entry.Exception is { } exception ? $"{message}: {exception}" : message);
    }

    public static string Shortened(string message)
    {
        if (message.Length <= MaxMessageLength)
            return message;
        var end = char.IsHighSurrogate(message[MaxMessageLength - 1]) ? MaxMessageLength - 1 : MaxMessageLength;
        return string.Create(CultureInfo.InvariantCulture, $"{message.AsSpan(0, end)}... ({message.Length} characters)");
    }

    public static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
