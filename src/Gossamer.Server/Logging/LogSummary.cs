namespace Gossamer.Server.Logging;

/// <summary>Tells once a second of how many lines <see cref="LogThrottle"/> held back, kind by kind.</summary>
internal sealed class LogSummary(LogThrottle throttle, LogMetrics metrics, TimeProvider time, ILogger<LogSummary> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Tell(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        Tell();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void Tell()
    {
        foreach (var (kind, lines) in throttle.TakeSuppressed())
        {
            metrics.Dropped(lines);
            logger.Suppressed(lines, kind.Category[(kind.Category.LastIndexOf('.') + 1)..], kind.Name, kind.Id);
        }
    }
}
