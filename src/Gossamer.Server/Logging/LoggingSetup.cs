using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Logging;

/// <summary>The log of one server: to the console, a line an event.</summary>
internal static class LoggingSetup
{
    public static ILoggingBuilder AddGossamerConsole(this ILoggingBuilder logging, string server, LogOptions options)
    {
        var levels = new LogLevels(options);
        logging.Services.AddSingleton(levels)
            .AddSingleton<IConfigureOptions<LoggerFilterOptions>>(levels)
            .AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(levels);
        logging.AddConsole(console =>
        {
            console.FormatterName = options.Format == LogFormat.Json ? JsonLineFormatter.FormatterName : LineFormatter.FormatterName;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite; // a reader that stands still must not stop the server
        });
        var throttle = new LogThrottle(options, TimeProvider.System, levels);
        logging.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(server, TimeProvider.System, throttle));
        logging.Services.AddSingleton<ConsoleFormatter>(new JsonLineFormatter(server, TimeProvider.System, throttle));
        logging.Services.AddMetrics().AddSingleton<LogMetrics>().AddHostedService(
            services => ActivatorUtilities.CreateInstance<LogSummary>(services, throttle, TimeProvider.System));
        return logging;
    }
}
