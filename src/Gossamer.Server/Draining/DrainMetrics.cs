using System.Diagnostics.Metrics;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Draining;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.draining         gauge       1: this server sends its clients elsewhere, to stop
/// gossamer.server.drain.duration   histogram   how long that took; result: handed-off (another server has what clients may miss), kept
/// </code>
/// </summary>
internal sealed class DrainMetrics : IDisposable
{
    private static readonly double[] Buckets = [0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300];

    private readonly Meter? _own;
    private readonly Histogram<double> _duration;

    public DrainMetrics(DrainState state, IMeterFactory? meters = null)
    {
        Meter = meters?.Create(LimitMetrics.MeterName) ?? (_own = new Meter(LimitMetrics.MeterName));
        Meter.CreateObservableGauge(
            "gossamer.server.draining", () => state.IsUnderWay ? 1 : 0, "1", "1: clients are sent elsewhere before this server stops");
        _duration = Meter.CreateHistogram(
            "gossamer.server.drain.duration", "s", "How long clients were sent elsewhere before this server stopped", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
    }

    public Meter Meter { get; }

    public void Drained(TimeSpan duration, bool isHandedOff) =>
        _duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("result", isHandedOff ? "handed-off" : "kept"));

    public void Dispose() => _own?.Dispose();
}
