using System.Diagnostics.Metrics;

namespace Gossamer.Server.Logging;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.log.lines.dropped     counter   lines that were left out of the log, beyond those that one kind may have a second
/// </code>
/// </summary>
internal sealed class LogMetrics : IDisposable
{
    public const string MeterName = "Gossamer.Server";

    private readonly Meter? _own;
    private readonly Counter<long> _dropped;

    /// <param name="meters">The container's; without one the meter is this object's own.</param>
    public LogMetrics(IMeterFactory? meters = null)
    {
        Meter = meters?.Create(MeterName) ?? (_own = new Meter(MeterName));
        _dropped = Meter.CreateCounter<long>("gossamer.server.log.lines.dropped", "{line}", "Lines that were left out of the log");
    }

    public Meter Meter { get; }

    public void Dropped(long lines) => _dropped.Add(lines);

    public void Dispose() => _own?.Dispose();
}
