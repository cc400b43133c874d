using System.Diagnostics.Metrics;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Presence;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.presence.io    counter     bytes of lists and changes to clients, counted for each that gets them; kind: list, changes
/// gossamer.server.presence.lag   histogram   from a change of who is there to the end of the round that tells it
///                                            kind: list, changes, watched
/// </code>
/// </summary>
internal sealed class PresenceMetrics : IDisposable
{
    /// <summary>The first change goes out at once, others with the next window (<see cref="PresenceOptions.Window"/> and more).</summary>
    private static readonly double[] Buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly Meter? _own;
    private readonly Counter<long> _io;
    private readonly Histogram<double> _lag;

    public PresenceMetrics(IMeterFactory? meters = null)
    {
        Meter = meters?.Create(LimitMetrics.MeterName) ?? (_own = new Meter(LimitMetrics.MeterName));
        _io = Meter.CreateCounter<long>("gossamer.server.presence.io", "By", "Bytes of lists and changes of users to clients");
        _lag = Meter.CreateHistogram(
            "gossamer.server.presence.lag", "s", "From a change of who is there to the end of the round that tells clients", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
    }

    public Meter Meter { get; }

    public void Sent(string kind, long bytes)
    {
        if (bytes > 0)
            _io.Add(bytes, Kind(kind));
    }

    public void Told(string kind, TimeSpan lag) => _lag.Record(lag.TotalSeconds, Kind(kind));

    public void Dispose() => _own?.Dispose();

    private static KeyValuePair<string, object?> Kind(string kind) => new("kind", kind);
}
