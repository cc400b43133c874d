using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Diagnostics;

public sealed class SocketIOMetricsTests
{
    [Fact]
    public async Task Handshakes_ThatALimitRefuses_AreCountedByReason()
    {
        await using var server = await ApiServer.StartAsync(options => options.MaxSessionsPerAddress = 1);
        using var metrics = new Measurements(server);

        await server.JoinAsync();
        await Should.ThrowAsync<Exception>(server.JoinAsync());

        metrics.Of("gossamer.socketio.handshakes.refused").ShouldBe(["1 error.type=too many sessions of the address"]);
    }

    [Theory]
    [InlineData("websocket", 4)]
    [InlineData("polling", 4)]
    [InlineData("polling", 3)]
    public async Task Connections_OpenedAndClosed_AreCountedByTransportProtocolAndEnd(string transport, int version)
    {
        await using var server = await ApiServer.StartAsync();
        using var metrics = new Measurements(server);
        var dialect = new Dialect(version, transport == "polling");
        var tags = $"engineio.version={version} socketio.transport={transport}";

        var client = await server.OpenAsync(dialect);
        metrics.Of("gossamer.socketio.connections").ShouldBe(["1 " + tags]);
        server.IO.Close();

        await Eventually.TrueAsync(() => metrics.Of("gossamer.socketio.connection.duration").Length == 1);
        metrics.Of("gossamer.socketio.connections").ShouldBe(["1 " + tags, "-1 " + tags]);
        metrics.Of("gossamer.socketio.connection.duration").Single().ShouldEndWith(
            $" engineio.version={version} socketio.end.reason=server shutting down socketio.transport={transport}");
    }

    [Fact]
    public async Task Connects_Refused_AreCountedByType()
    {
        await using var server = await ApiServer.StartAsync(options => options.MaxAuth = 100);
        server.IO.Of("/closed").Use(_ => new ConnectRefusal("the application's own words"));
        using var metrics = new Measurements(server);
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync(auth: Auth(100))).ShouldStartWith("4");
        (await client.JoinAsync("/closed")).ShouldStartWith("4");
        (await client.JoinAsync("/nowhere")).ShouldStartWith("4");

        metrics.Of("gossamer.socketio.connects.refused")
            .ShouldBe(["1 error.type=auth-too-large", "1 error.type=refused", "1 error.type=invalid-namespace"]);
    }

    [Fact]
    public async Task Events_BothWays_AreCountedWithTheirBytesAndTimes()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.OnConnection(socket =>
        {
            socket.On("fine", (EventMessage _) => socket.Namespace.EmitAsync("all"));
            socket.On("bad", (EventMessage _) => throw new InvalidOperationException("on purpose"));
        });
        var client = await server.JoinAsync();
        await server.JoinAsync();
        using var metrics = new Measurements(server);

        await client.SendAsync("2[\"fine\"]");
        (await client.NextAsync()).ShouldBe("2[\"all\"]");
        await client.SendAsync("2[\"bad\"]");

        await Eventually.TrueAsync(() => metrics.Of("gossamer.socketio.event.duration").Length == 2);
        server.Errors.TryDequeue(out var error).ShouldBeTrue();
        error!.Message.ShouldBe("on purpose");
        metrics.Of("gossamer.socketio.events.received").ShouldBe(["1", "1"]);
        metrics.Of("gossamer.socketio.events.sent").ShouldBe(["1", "1"]);
        metrics.Of("gossamer.socketio.event.duration").ShouldBe(["0", "0 error.type=System.InvalidOperationException"], ignoreOrder: true);
        // The answer to the second CONNECT may be counted after its client has it.
        metrics.Of("gossamer.socketio.io").Where(static one => !one.StartsWith("32 ", StringComparison.Ordinal)).ShouldBe(
            ["9 network.io.direction=receive", "9 network.io.direction=transmit", "9 network.io.direction=transmit",
                "8 network.io.direction=receive"], ignoreOrder: true);
    }

    [Fact]
    public async Task Acks_OwedAnsweredAndGivenUp_AddUpToNone()
    {
        await using var server = await ApiServer.StartAsync();
        using var metrics = new Measurements(server);
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var answered = socket.EmitWithAckAsync<int>("a", cancellation: TestContext.Current.CancellationToken);
        (await client.NextAsync()).ShouldBe("21[\"a\"]");
        metrics.Of("gossamer.socketio.acks.pending").ShouldBe(["1"]);
        await client.SendAsync("31[5]");
        (await answered).Value.ShouldBe(5);
        var givenUp = socket.EmitWithAckAsync<int>("b", cancellation: TestContext.Current.CancellationToken);
        client.Abort();
        (await givenUp).Outcome.ShouldBe(AckOutcome.Disconnected);

        metrics.Of("gossamer.socketio.acks.pending").ShouldBe(["1", "-1", "1", "-1"]);
    }

    [Fact]
    public async Task Throttled_AClientThatIsTooFast_IsCountedEachTimeItIsNotReadFrom()
    {
        await using var server = await ApiServer.StartAsync(options => (options.PacketsPerSecond, options.PacketBurst) = (10, 10));
        using var metrics = new Measurements(server);
        var client = await server.JoinAsync();
        metrics.Of("gossamer.socketio.throttled").ShouldBeEmpty();

        for (var i = 0; i < 20; i++)
            await client.SendAsync("2[\"flood\"]");

        await Eventually.TrueAsync(() => metrics.Of("gossamer.socketio.throttled").Length > 0);
        metrics.Of("gossamer.socketio.throttled").ShouldAllBe(m => m == "1");
    }

    [Fact]
    public async Task Outbox_OfAClientThatDoesNotPoll_IsObserved()
    {
        await using var server = await ApiServer.StartAsync();
        using var metrics = new Measurements(server);
        using var http = new HttpClient { BaseAddress = server.Url }; // which polls when it is told to, and not before
        var opened = await http.GetStringAsync(new Uri("/socket.io/?EIO=4&transport=polling", UriKind.Relative), ApiServer.Cancelled);
        var session = new Uri($"/socket.io/?EIO=4&transport=polling&sid={opened.Split('"')[3]}", UriKind.Relative);
        using var joined = await http.PostAsync(session, new StringContent("40"), ApiServer.Cancelled);
        (await http.GetStringAsync(session, ApiServer.Cancelled)).ShouldStartWith("40");

        metrics.Observe("gossamer.socketio.outbox").ShouldBe("0");
        server.IO.Sockets.Single().Send(EncodedPacket.Event("[\"x\"]"u8));
        metrics.Observe("gossamer.socketio.outbox").ShouldBe("7");
        (await http.GetStringAsync(session, ApiServer.Cancelled)).ShouldBe("42[\"x\"]");
        metrics.Observe("gossamer.socketio.outbox").ShouldBe("0");
    }

    [Fact]
    public async Task Memory_OfWhatIsHeldForAClient_IsObservedUntilItIsGone()
    {
        await using var server = await ApiServer.StartAsync();
        using var metrics = new Measurements(server);
        metrics.Observe("gossamer.socketio.memory").ShouldBe("0");

        var client = await server.JoinAsync(auth: Auth(1_000));
        int.Parse(metrics.Observe("gossamer.socketio.memory"), null).ShouldBeGreaterThan(1_000);
        client.Abort();

        await Eventually.TrueAsync(() => metrics.Observe("gossamer.socketio.memory") == "0");
    }

    private static string Auth(int bytes) => $$"""{"x":"{{new string('x', bytes)}}"}""";
}
