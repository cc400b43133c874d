using Microsoft.Extensions.Logging.Console;

namespace Gossamer.Server.Logging;

/// <summary>The log of one server: to the console, a line an event.</summary>
internal static class LoggingSetup
{
    public static ILoggingBuilder AddGossamerConsole(this ILoggingBuilder logging, string server, LogOptions options)
    {
        logging.SetMinimumLevel(options.Level);
        // Never below Warning: at Debug ASP.NET Core logs requests with their queries, and session ids and tokens in them.
        logging.AddFilter("Microsoft", options.Level > LogLevel.Warning ? options.Level : LogLevel.Warning);
        // A start that fails is reported in one line on standard error; the host would add a stack trace.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // It warns with each request for /healthz while a peer is down; LinksCheck says so once a minute.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        logging.AddFilter("Yarp", LogLevel.None); // it logs queries, and session ids in them; SessionForwarder says what failed
        logging.AddConsole(static console =>
        {
            console.FormatterName = LineFormatter.FormatterName;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // a reader that stands still must not stop the server
        });
        var throttle = new LogThrottle(options, TimeProvider.System);
        logging.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(server, TimeProvider.System, throttle));
        logging.Services.AddMetrics().AddSingleton<LogMetrics>().AddHostedService(
            services => ActivatorUtilities.CreateInstance<LogSummary>(services, throttle, TimeProvider.System));
        return logging;
    }
}
