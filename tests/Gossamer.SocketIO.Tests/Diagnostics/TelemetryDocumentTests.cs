using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.Api;
using Gossamer.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Diagnostics;

/// <summary>
/// docs/telemetry.md names the instruments, with their kinds and units, the reasons of ends and the activities: all, and no others.
/// </summary>
public sealed partial class TelemetryDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root.FullName, "docs", "telemetry.md"));

    [Fact]
    public async Task Instruments_OfAServer_AreThoseOfTheTable()
    {
        await using var server = await ApiServer.StartAsync();
        var meters = server.App.Services.GetRequiredService<IMeterFactory>();
        var instruments = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "Gossamer.SocketIO" && instrument.Meter.Scope == meters)
                instruments.Add($"{instrument.Name}: {KindOf(instrument)}, {instrument.Unit}");
        };
        listener.Start();

        instruments.Order(StringComparer.Ordinal).ShouldBe(Lines.Select(static line => Row.Match(line)).Where(static m => m.Success)
            .Select(static m => $"{m.Groups["name"]}: {m.Groups["kind"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Reasons_OfEnds_AreThoseOfTheTable()
    {
        var documented = Lines.Single(static line => line.StartsWith("| `socketio.end.reason` |", StringComparison.Ordinal))
            .Split('|')[2].Split(',', StringSplitOptions.TrimEntries);
        Enum.GetValues<CloseReason>().Select(static reason => reason.Words()).ToHashSet(StringComparer.Ordinal)
            .ShouldBe(documented, ignoreOrder: true);
    }

    [Fact]
    public void Activities_OfTheSource_AreThoseOfTheTable()
    {
        var source = Repository.Read("src/Gossamer.SocketIO/Diagnostics/SocketIOActivities.cs");
        var documented = Lines.SelectMany(static line => Operation.Matches(line)).Select(static m => m.Value);
        Operation.Matches(source).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal)
            .ShouldBe(documented.ToHashSet(StringComparer.Ordinal), ignoreOrder: true);
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name switch
    {
        "UpDownCounter`1" => "up-down counter",
        "Counter`1" => "counter",
        "Histogram`1" => "histogram",
        _ => "gauge",
    };

    [GeneratedRegex(
        @"^\| `(?<name>gossamer\.socketio\.[a-z.]+)` \| (?<kind>[^|]+?) \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Row { get; }

    /// <summary>In quotes or backquotes.</summary>
    [GeneratedRegex("(?<=[\"`])Gossamer\\.SocketIO\\.[A-Z][a-z]+(?=[\"`])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Operation { get; }
}
