using Microsoft.Extensions.Logging.Console;

namespace Gossamer.Server.Logging;

/// <summary>The log of one server: to the console, a line an event.</summary>
internal static class LoggingSetup
{
    public static ILoggingBuilder AddGossamerConsole(this ILoggingBuilder logging, string server, LogLevel level)
    {
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning);
        // A start that fails is reported in one line on standard error; the host would add a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter("Yarp", LogLevel.None); // it logs queries, and session ids in them; SessionForwarder says what failed
        logging.AddConsole(static console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // a reader that stands still must not stop the server
        });
        logging.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(server, TimeProvider.System));
        return logging;
    }
}
