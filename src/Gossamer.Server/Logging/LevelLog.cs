namespace Gossamer.Server.Logging;

internal static partial class LevelLog
{
    // A warning, so that it is in the log whatever the levels are, and is found there by who wonders.
    [LoggerMessage(4051, LogLevel.Warning, "From now on the least that is logged of {Category} is {Level}")]
    public static partial void LevelChanged(this ILogger logger, string category, LogLevel level);

    [LoggerMessage(4052, LogLevel.Warning, "From now on {Category} is logged as all other categories are")]
    public static partial void LevelForgotten(this ILogger logger, string category);
}
