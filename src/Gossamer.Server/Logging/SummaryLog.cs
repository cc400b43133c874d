namespace Gossamer.Server.Logging;

internal static partial class SummaryLog
{
    [LoggerMessage(4050, LogLevel.Information, "{Lines} more lines of {Category} {Name} ({Event}) in the last second are left out")]
    public static partial void Suppressed(this ILogger logger, long lines, string category, string? name, int @event);
}
