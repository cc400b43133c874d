using System.Diagnostics.Metrics;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Chat;

/// <summary>
/// Of the meter <c>Gossamer.Server</c>:
/// <code>
/// gossamer.server.messages           counter     messages of clients of this server that were not refused
/// gossamer.server.deliveries         counter     messages put into the queues of connections here, each copy counted
/// gossamer.server.message.duration   histogram   from a message to the outcome that its sender is told
///                                                outcome: delivered, absent, unreachable, failed
/// </code>
/// </summary>
internal sealed class ChatMetrics : IDisposable
{
    /// <summary>Within one server it takes microseconds, across servers milliseconds, and 5 s where one does not answer.</summary>
    private static readonly double[] Buckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5, 10];

    private readonly Meter? _own;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;

    public ChatMetrics(ChatCounters counters, TimeProvider time, IMeterFactory? meters = null)
    {
        _time = time;
        Meter = meters?.Create(LimitMetrics.MeterName) ?? (_own = new Meter(LimitMetrics.MeterName));
        Meter.CreateObservableCounter("gossamer.server.messages", () => counters.Taken, "{message}", "Messages of clients of this server");
        Meter.CreateObservableCounter(
            "gossamer.server.deliveries", () => counters.Handed, "{message}", "Messages put into queues of connections, each copy counted");
        _duration = Meter.CreateHistogram(
            "gossamer.server.message.duration", "s", "From a message to the outcome that its sender is told", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
    }

    public Meter Meter { get; }

    /// <summary>When a message came; 0: nobody listens to <see cref="Answered"/>.</summary>
    public long Begin() => _duration.Enabled ? _time.GetTimestamp() : 0;

    /// <param name="since">What <see cref="Begin"/> said.</param>
    /// <param name="outcome">What became of it; null: it could not be routed.</param>
    public void Answered(long since, DeliveryOutcome? outcome)
    {
        if (since != 0)
            _duration.Record(_time.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("outcome", Word(outcome)));
    }

    public void Dispose() => _own?.Dispose();

    private static string Word(DeliveryOutcome? outcome) => outcome switch
    {
        null => "failed",
        { Unreachable.IsDefaultOrEmpty: false } => "unreachable",
        { Delivered: 0 } => "absent",
        _ => "delivered",
    };
}
