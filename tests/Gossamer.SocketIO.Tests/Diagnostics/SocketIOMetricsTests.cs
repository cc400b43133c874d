using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Diagnostics;

public sealed class SocketIOMetricsTests
{
    [Fact]
    public async Task Handshakes_ThatALimitRefuses_AreCountedByReason()
    {
        await using var server = await ApiServer.StartAsync(options => options.MaxSessionsPerAddress = 1);
        var measured = new ConcurrentQueue<(string Name, long Value, string? Reason)>();
        using var listener = Listen(server, measured);

        await server.JoinAsync();
        await Should.ThrowAsync<Exception>(server.JoinAsync());

        measured.Where(m => m.Name == "gossamer.socketio.handshakes.refused").Select(m => (m.Value, m.Reason))
            .ShouldBe([(1, "too many sessions of the address")]);
    }

    [Fact]
    public async Task Connections_OpenedAndClosed_AreCountedByReason()
    {
        await using var server = await ApiServer.StartAsync();
        var measured = new ConcurrentQueue<(string Name, long Value, string? Reason)>();
        using var listener = Listen(server, measured);

        var client = await server.JoinAsync();
        var gone = server.IO.Sockets.Single().Gone();
        client.Abort();
        await gone;
        await server.JoinAsync();
        server.IO.Close();

        await Eventually.TrueAsync(() => measured.Count == 6);
        measured.Where(m => m.Name == "gossamer.socketio.connections").Sum(m => m.Value).ShouldBe(0);
        measured.Where(m => m.Name == "gossamer.socketio.connections.closed").Select(m => (m.Value, m.Reason))
            .ShouldBe([(1, "transport close"), (1, "server shutting down")]);
    }

    [Fact]
    public async Task Connects_WithMoreAuthThanIsTaken_AreCountedByReason()
    {
        await using var server = await ApiServer.StartAsync(options => options.MaxAuth = 100);
        var measured = new ConcurrentQueue<(string Name, long Value, string? Reason)>();
        using var listener = Listen(server, measured);
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync(auth: Auth(100))).ShouldStartWith("4");

        measured.Where(m => m.Name == "gossamer.socketio.connects.refused").Select(m => (m.Value, m.Reason))
            .ShouldBe([(1, "auth-too-large")]);
    }

    [Fact]
    public async Task Throttled_AClientThatIsTooFast_IsCountedEachTimeItIsNotReadFrom()
    {
        await using var server = await ApiServer.StartAsync(options => (options.PacketsPerSecond, options.PacketBurst) = (10, 10));
        var measured = new ConcurrentQueue<(string Name, long Value, string? Reason)>();
        using var listener = Listen(server, measured);
        var client = await server.JoinAsync();
        measured.ShouldNotContain(m => m.Name == "gossamer.socketio.throttled");

        for (var i = 0; i < 20; i++)
            await client.SendAsync("2[\"flood\"]");

        await Eventually.TrueAsync(() => measured.Any(m => m.Name == "gossamer.socketio.throttled"));
        measured.Where(m => m.Name == "gossamer.socketio.throttled").ShouldAllBe(m => m.Value == 1 && m.Reason == null);
    }

    [Fact]
    public async Task Memory_OfWhatIsHeldForAClient_IsObservedUntilItIsGone()
    {
        await using var server = await ApiServer.StartAsync();
        var measured = new ConcurrentQueue<(string Name, long Value, string? Reason)>();
        using var listener = Listen(server, measured);
        Memory(listener, measured).ShouldBe(0);

        var client = await server.JoinAsync(auth: Auth(1_000));
        Memory(listener, measured).ShouldBeGreaterThan(1_000);
        client.Abort();

        await Eventually.TrueAsync(() => Memory(listener, measured) == 0);
    }

    private static string Auth(int bytes) => $$"""{"x":"{{new string('x', bytes)}}"}""";

    private static long Memory(MeterListener listener, ConcurrentQueue<(string Name, long Value, string? Reason)> measured)
    {
        listener.RecordObservableInstruments();
        return measured.Last(m => m.Name == "gossamer.socketio.memory").Value;
    }

    private static MeterListener Listen(ApiServer server, ConcurrentQueue<(string Name, long Value, string? Reason)> measured)
    {
        var listener = new MeterListener();
        var meters = server.App.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Gossamer.SocketIO" && instrument.Meter.Scope == meters)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value, null)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            measured.Enqueue((instrument.Name, value, tags.IsEmpty ? null : (string?)tags[0].Value)));
        listener.Start();
        return listener;
    }
}
