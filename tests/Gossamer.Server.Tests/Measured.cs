using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Gossamer.Server.Tests;

/// <summary>What the counters of one meter count from now on.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _all = new();

    public Measured(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Of one instrument: each measurement with its tags, without the instrument's name.</summary>
    public string[] Of(string instrument) =>
        [.. _all.Where(one => one.StartsWith(instrument + " ", StringComparison.Ordinal)).Select(one => one[(instrument.Length + 1)..])];

    /// <summary>Has gauges say what they say now.</summary>
    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _all.Enqueue(string.Join(' ',
        [instrument.Name, FormattableString.Invariant($"{value}"), .. tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}")]));
}
