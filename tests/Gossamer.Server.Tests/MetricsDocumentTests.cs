using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Chat;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.Server.Logging;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests;

/// <summary>docs/metrics.md names the instruments that a server has, and no others.</summary>
public sealed partial class MetricsDocumentTests
{
    [Fact]
    public async Task Instruments_OfAServer_AreThoseOfTheDocument()
    {
        var instruments = new ConcurrentBag<string>();
        await using var servers = await TestServers.StartAsync(1);
        var services = servers.Services();
        services.GetRequiredService<LimitMetrics>();
        services.GetRequiredService<LogMetrics>();
        services.GetRequiredService<IdentityMetrics>();
        services.GetRequiredService<DirectMetrics>();
        services.GetRequiredService<ChatMetrics>();
        services.GetRequiredService<PresenceMetrics>();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Meter.Name.StartsWith("Gossamer.", StringComparison.Ordinal))
                instruments.Add(instrument.Name);
        };
        listener.Start();

        instruments.Order(StringComparer.Ordinal).ShouldBe(Documented().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Documented()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Gossamer.slnx")))
            root = root.Parent.ShouldNotBeNull();
        return File.ReadLines(Path.Combine(root.FullName, "docs", "metrics.md")).Where(static line => line.StartsWith('|'))
            .Select(static line => Name.Match(line)).Where(static match => match.Success)
            .Select(static match => match.Groups["name"].Value);
    }

    [GeneratedRegex(@"`(?<name>gossamer\.[a-z._]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name { get; }
}
