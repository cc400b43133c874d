using System.Diagnostics.Metrics;

namespace Gossamer.Mesh.Tests;

/// <summary>Listens to one node from now on.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value, string Tags)> _all = [];

    internal Measurements(SimNode node)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == node.Meters.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>What was counted, with its tags: <c>1 peer=n2 direction=outgoing</c>.</summary>
    internal string[] Of(string instrument) => [.. _all.Where(one => one.Instrument == "gossamer.mesh." + instrument)
        .Select(static one => FormattableString.Invariant($"{one.Value} {one.Tags}").TrimEnd())];

    /// <summary>What the gauges say now.</summary>
    internal string[] Now(string instrument)
    {
        _all.RemoveAll(one => one.Instrument == "gossamer.mesh." + instrument);
        _listener.RecordObservableInstruments();
        return Of(instrument);
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Add((instrument.Name, value, string.Join(' ', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))));
}
