using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Diagnostics;

/// <summary>What one server measures: each value, and its tags behind it in order.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly ConcurrentQueue<(string Name, string Text)> _all = new();
    private readonly MeterListener _listener = new();

    public Measurements(ApiServer server)
    {
        var meters = server.App.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Gossamer.SocketIO" && instrument.Meter.Scope == meters)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public string[] Of(string instrument) => [.. _all.Where(one => one.Name == instrument).Select(one => one.Text)];

    public string Observe(string instrument)
    {
        _listener.RecordObservableInstruments();
        return Of(instrument)[^1];
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, IFormattable value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $" {tag.Key}={tag.Value}");
        _all.Enqueue((instrument.Name, value.ToString(null, CultureInfo.InvariantCulture) + string.Concat(words)));
    }
}
