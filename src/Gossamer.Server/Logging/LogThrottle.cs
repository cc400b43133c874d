using System.Collections.Concurrent;

namespace Gossamer.Server.Logging;

/// <summary>
/// Lets so many lines of each kind through in a second and counts the others. Lines below Information are for who looks for something, and
/// all come through.
/// </summary>
internal sealed class LogThrottle(int linesPerSecond, TimeProvider time)
{
    private readonly ConcurrentDictionary<LineKind, Window> _windows = new(); // as many as there are log messages in the code

    public bool Admits(string category, EventId id, LogLevel level) =>
        linesPerSecond == 0 || level < LogLevel.Information
        || _windows.GetOrAdd(new(category, id.Id, id.Name), static _ => new()).Admits(linesPerSecond, time);

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

        public bool Admits(int max, TimeProvider time)
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                if (time.GetElapsedTime(_since, now) >= TimeSpan.FromSeconds(1))
                    (_since, _lines) = (now, 0);
                if (_lines++ < max)
                    return true;
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
