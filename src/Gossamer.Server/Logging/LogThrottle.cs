using System.Collections.Concurrent;

namespace Gossamer.Server.Logging;

/// <summary>
/// Lets so many lines of each kind through in a second. The others are lines at Debug: written where Debug is logged, counted where it is
/// not. Lines below Information are for who looks for something, and all come through.
/// </summary>
/// <param name="options">How many.</param>
/// <param name="time">The clock.</param>
/// <param name="levels">What is logged at this moment; null: what the options say.</param>
internal sealed class LogThrottle(LogOptions options, TimeProvider time, LogLevels? levels = null)
{
    private readonly LogLevels _levels = levels ?? new(options);
    private readonly ConcurrentDictionary<LineKind, Window> _windows = new(); // as many as there are log messages in the code

    /// <summary>As what a line is written; <see cref="LogLevel.None"/>: it is left out.</summary>
    public LogLevel LevelOf(string category, EventId id, LogLevel level)
    {
        if (options.LinesPerSecond == 0 || level < LogLevel.Information)
            return level;
        var window = _windows.GetOrAdd(new(category, id.Id, id.Name), static _ => new());
        var surplus = _levels.Of(category) <= LogLevel.Debug ? LogLevel.Debug : LogLevel.None;
        return window.Admits(options.LinesPerSecond, countsOthers: surplus == LogLevel.None, time) ? level : surplus;
    }

    /// <summary>What was held back since this was last asked.</summary>
    public IEnumerable<(LineKind Kind, long Lines)> TakeSuppressed()
    {
        foreach (var (kind, window) in _windows)
            if (window.TakeSuppressed() is > 0 and var lines)
                yield return (kind, lines);
    }

    private sealed class Window
    {
        private readonly Lock _gate = new();
        private long _since;
        private int _lines;
        private long _suppressed;

        public bool Admits(int max, bool countsOthers, TimeProvider time)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                if (time.GetElapsedTime(_since, now) >= TimeSpan.FromSeconds(1))
                    (_since, _lines) = (now, 0);
                if (_lines++ < max)
                    return true;
                if (countsOthers)
                    _suppressed++;
                return false;
            }
        }

        public long TakeSuppressed()
        {
            lock (_gate)
            {
                var suppressed = _suppressed;
                _suppressed = 0;
                return suppressed;
            }
        }
    }
}
