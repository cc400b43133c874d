using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gossamer.Mesh.Direct;
using Gossamer.Server.Chat;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.Server.Logging;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Hosting;
using Gossamer.Tests;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.RepresentationModel;

namespace Gossamer.Server.Tests.Telemetry;

/// <summary>
/// The files under deploy/monitoring, for Grafana and Prometheus: they are what those read, and ask for nothing that a server does not
/// export.
/// </summary>
public sealed partial class MonitoringFilesTests
{
    private const string Alerts = "deploy/monitoring/alerts.yaml";
    private const string Dashboard = "deploy/monitoring/dashboard.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expressions_OfDashboardAndAlerts_NameWhatAServerExports()
    {
        var exported = await ExportedAsync();
        var asked = Expressions().SelectMany(static text => Metric.Matches(text)).Select(static match => match.Value)
            .Distinct(StringComparer.Ordinal).ToList();

        asked.Count.ShouldBeGreaterThan(40);
        asked.Where(name => !exported.Contains(name))
            .ShouldBeEmpty("exported:\n" + string.Join('\n', exported.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Dashboard_OfAServersOwnInstruments_LeavesNoneOut()
    {
        var shown = DashboardExpressions().SelectMany(static text => Metric.Matches(text))
            .Select(static match => Suffix.Replace(match.Value, "")).ToHashSet(StringComparer.Ordinal);
        // What the dashboard has no room for.
        string[] hidden =
        [
            "gossamer_mesh_link_opens", "gossamer_mesh_link_protocol", "gossamer_socketio_acks_pending",
            "gossamer_socketio_connects_refused",
            "gossamer_socketio_events_received", "gossamer_socketio_events_sent", "gossamer_server_clients_disconnected",
            "gossamer_server_forwards_refused", "gossamer_server_log_lines_dropped", "gossamer_server_draining",
            "gossamer_server_drain_duration",
        ];

        (await ExportedAsync()).Where(static name => name.StartsWith("gossamer_", StringComparison.Ordinal))
            .Select(static name => Suffix.Replace(name, "")).Distinct(StringComparer.Ordinal).Where(name => !shown.Contains(name))
            .Order(StringComparer.Ordinal).ShouldBe(hidden.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Alerts_Each_HasANameOfItsOwnASeverityAndASummary()
    {
        var rules = Rules();

        Repeated(rules.Select(static rule => Text(rule, "alert"))).ShouldBeEmpty();
        foreach (var rule in rules)
        {
            Text(rule, "expr").ShouldNotBeEmpty();
            Text((YamlMappingNode)rule["labels"], "severity").ShouldBeOneOf("critical", "warning", "info");
            Text((YamlMappingNode)rule["annotations"], "summary").ShouldNotBeEmpty();
            rule.Children.Keys.Select(static key => ((YamlScalarNode)key).Value)
                .Except(["alert", "expr", "for", "labels", "annotations"], StringComparer.Ordinal).ShouldBeEmpty();
            if (rule.Children.ContainsKey("for"))
                Text(rule, "for").ShouldMatch("^[0-9]+[smh]$");
        }
    }

    /// <summary>docs/operations.md says of each alarm what it means, and of no other.</summary>
    [Fact]
    public void Alerts_All_AreThoseOfTheDocument() => Rules().Select(static rule => Text(rule, "alert"))
        .ShouldBe(
            Repository.Read("docs/operations.md").Split('\n').Select(static line => AlarmRow.Match(line))
                .Where(static match => match.Success).Select(static match => match.Groups["name"].Value),
            ignoreOrder: true);

    [Fact]
    public void Panels_OfTheDashboard_HaveIdsAndPlacesOfTheirOwn()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read(Dashboard));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToList();

        panels.Select(static panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
        Repeated(panels.Select(static panel => panel.GetProperty("title").GetString()!)).ShouldBeEmpty();
        panels.Select(static panel => panel.GetProperty("gridPos"))
            .Select(static at => (at.GetProperty("x").GetInt32(), at.GetProperty("y").GetInt32())).ShouldBeUnique();
    }

    /// <summary>
    /// The names of all series of a real scrape. What never happened is in none, so that each instrument of the server is made to measure
    /// something first.
    /// </summary>
    private static async Task<HashSet<string>> ExportedAsync()
    {
        await using var servers = await TestServers.StartAsync(2, MetricsEndpointTests.Measuring);
        var services = servers.Services();
        services.GetRequiredService<LimitMetrics>();
        services.GetRequiredService<LogMetrics>();
        services.GetRequiredService<IdentityMetrics>();
        services.GetRequiredService<DirectMetrics>();
        services.GetRequiredService<ChatMetrics>();
        services.GetRequiredService<PresenceMetrics>();
        using var anna = await ChatClient.ConnectAsync(servers.Url());
        await anna.IdentifyAsync("Anna");
        await anna.SeeAsync("Anna");
        while (servers.Node().Links.Any(static link => link.RoundTrip is null)) // not known before the second heartbeat
            await Task.Delay(20, Token);
        MeasureOnce(services.GetRequiredService<IMeterFactory>());
        using var http = servers.Http();
        var names = new Scrape(await http.GetStringAsync("/metrics", Token)).Names;
        names.Add("up"); // which Prometheus adds
        return names;
    }

    private static void MeasureOnce(IMeterFactory meters)
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope != meters)
                return;
            switch (instrument)
            {
                case Counter<long> counter:
                    counter.Add(1);
                    break;
                case UpDownCounter<long> counter:
                    counter.Add(0);
                    break;
                case Histogram<double> histogram:
                    histogram.Record(1);
                    break;
            }
        };
        listener.Start();
    }

    private static IEnumerable<string> Expressions() => DashboardExpressions().Concat(Rules().Select(static rule => Text(rule, "expr")));

    private static List<string> DashboardExpressions()
    {
        using var dashboard = JsonDocument.Parse(Repository.Read(Dashboard));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(static panel => panel.TryGetProperty("targets", out _))
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()!)];
    }

    private static List<YamlMappingNode> Rules()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read(Alerts)));
        var groups = (YamlSequenceNode)yaml.Documents.ShouldHaveSingleItem().RootNode["groups"];
        return [.. groups.SelectMany(static group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>()];
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> texts) => texts.GroupBy(static text => text, StringComparer.Ordinal)
        .Where(static group => group.Skip(1).Any()).Select(static group => group.Key);

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    [GeneratedRegex(
        @"\b(gossamer|dotnet|kestrel)_[a-z0-9_]+\b|\bup\b(?=\{)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Metric { get; }

    [GeneratedRegex(
        @"_(seconds|bytes)?_?(total|bucket|sum|count)$|_(seconds|bytes)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Suffix { get; }

    [GeneratedRegex(@"^\| `(?<name>Gossamer[A-Za-z]+)` \|", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex AlarmRow { get; }
}
