using System.Diagnostics.Metrics;
using Gossamer.Server.Events;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Events;

/// <summary>Instruments of the names that the mesh and the server have; that real ones are heard MeshQueriesTests shows.</summary>
public sealed class MeterWatchTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly EventLog _log = new(new(), new FakeTimeProvider());
    private readonly ServerTallies _tallies = new();
    private readonly MeterWatch _watch;

    public MeterWatchTests() => _watch = new(Meters, _log, _tallies);

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public void Dispose()
    {
        _watch.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Links_ThatComeUpAndEnd_AreEntriesWithPeerDirectionAndReason()
    {
        Count("gossamer.mesh.link.opens", 1, ("peer", "server-2"), ("direction", "outgoing"));
        Count("gossamer.mesh.link.closes", 1, ("peer", "server-2"), ("direction", "outgoing"), ("reason", "heartbeat-timeout"));

        _log.After(0).Select(static entry => entry.Key).ShouldBe(
        [
            new(ServerEventKind.LinkUp, "server-2", "outgoing"),
            new(ServerEventKind.LinkDown, "server-2", "outgoing", "heartbeat-timeout"),
        ]);
    }

    [Fact]
    public void Attempts_ThatFail_AreToldOnlyWhereSomebodyIsThere()
    {
        Count("gossamer.mesh.link.closes", 1, ("peer", "server-2"), ("direction", "outgoing"), ("reason", "connect-failed"));
        Count("gossamer.mesh.link.closes", 1, ("peer", "server-2"), ("direction", "outgoing"), ("reason", "unauthorized"));

        _log.After(0).ShouldHaveSingleItem().Key
            .ShouldBe(new EventKey(ServerEventKind.LinkFailed, "server-2", "outgoing", "unauthorized"));
    }

    [Fact]
    public void Refusals_AreCountedByCodeAndInBulk()
    {
        using var limits = new LimitMetrics(Meters);
        using var identity = new IdentityMetrics(Meters);
        for (var n = 0; n < 1_000; n++)
            limits.Refused("im", "too-fast");
        limits.ConnectionRefused();
        Count("gossamer.socketio.connects.refused", 1, ("error.type", "refused")); // told by the identity as well

        _tallies.Refused.Counts.ShouldBe([new("connections", 1), new("too-fast", 1_000)]);
        _log.After(0).Select(static entry => (entry.Key.Reason, entry.Count)).ShouldBe([("too-fast", 1_000), ("connections", 1)]);
    }

    [Fact]
    public void Ends_OfConnections_AreCountedAndEntriesIfTheServerWasTheReason()
    {
        foreach (var reason in (string[])["transport close", "transport close", "too slow", "memory exhausted"])
            Record("gossamer.socketio.connection.duration", 2, ("socketio.end.reason", reason));

        _tallies.Closes.Counts.ShouldBe([new("memory exhausted", 1), new("too slow", 1), new("transport close", 2)]);
        _log.After(0).Select(static entry => entry.Key.Reason).ShouldBe(["too slow", "memory exhausted"]);
    }

    [Fact]
    public void Pauses_TellHowLong()
    {
        Record("gossamer.mesh.pause.duration", 3.25);

        _log.After(0).ShouldHaveSingleItem().Text.ShouldBe("3.3 s");
    }

    [Fact]
    public void Meters_OfAnotherServerInTheProcess_AreNotHeard()
    {
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var limits = new LimitMetrics(others.GetRequiredService<IMeterFactory>());
        limits.Refused("im", "too-fast");

        _log.Sequence.ShouldBe(0);
    }

    private void Count(string instrument, long value, params (string Name, string Value)[] tags) =>
        Meters.Create("Gossamer.Test").CreateCounter<long>(instrument).Add(value, Tags(tags));

    private void Record(string instrument, double value, params (string Name, string Value)[] tags) =>
        Meters.Create("Gossamer.Test").CreateHistogram<double>(instrument).Record(value, Tags(tags));

    private static KeyValuePair<string, object?>[] Tags((string Name, string Value)[] tags) =>
        [.. tags.Select(static tag => KeyValuePair.Create(tag.Name, (object?)tag.Value))];
}
