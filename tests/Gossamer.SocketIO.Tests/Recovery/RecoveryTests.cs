using System.Text.Json;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Recovery;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recover_WithinTheWindow_GoesOnWithTheSameSocket(bool polls)
    {
        var connections = new List<(Socket Socket, bool Recovered)>();
        await using var server = await StartAsync(configure: io => io.OnConnection(socket => connections.Add((socket, socket.Recovered))));
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        socket.State = "mine";
        socket.Join("red");
        await before.EmitAsync(socket, "first", 1);

        await before.LoseAsync(socket);
        socket.Connected.ShouldBeFalse();
        server.IO.Sockets.ShouldBeEmpty();
        await socket.EmitAsync("second", 2);
        await server.IO.To("red").EmitAsync("third", 3);
        await server.IO.EmitAsync("fourth", new byte[] { 4 });
        await server.IO.Volatile.EmitAsync("not worth it");
        await server.IO.To("blue").EmitAsync("for others");
        server.Time.Advance(TimeSpan.FromSeconds(50));
        var after = await before.ReturnAsync(server, polls ? Dialect.Polling : Dialect.WebSocket);

        after.Reply.ShouldBe($$"""0{"sid":"{{socket.Id}}","pid":"{{before.Pid}}"}""");
        (await after.Client.NextAsync()).ShouldStartWith("""2["second",2,""");
        (await after.Client.NextAsync()).ShouldStartWith("""2["third",3,""");
        (await after.Client.NextAsync()).ShouldStartWith("""51-["fourth",{"_placeholder":true,"num":0},""");
        (await after.Client.NextBinaryAsync()).ShouldBe([4]);
        await socket.EmitAsync("fifth", 5);
        (await after.Client.NextAsync()).ShouldStartWith("""2["fifth",5,""");

        socket.Recovered.ShouldBeTrue();
        socket.Connected.ShouldBeTrue();
        socket.State.ShouldBe("mine");
        socket.Rooms.ShouldBe(["red"]);
        connections.ShouldBe([(socket, false), (socket, true)]);
    }

    [Fact]
    public async Task Recover_Twice_Works()
    {
        await using var server = await StartAsync();
        var session = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        for (var round = 1; round <= 2; round++)
        {
            await session.EmitAsync(socket, "x", round);
            await session.LoseAsync(socket);
            await socket.EmitAsync("missed", round);
            session = await session.ReturnAsync(server);
            (await session.Client.NextAsync()).ShouldStartWith($"""2["missed",{round},""");
        }
    }

    [Fact]
    public async Task Recover_AfterTheWindow_StartsAnew()
    {
        await using var server = await StartAsync();
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        socket.Join("red");
        await before.EmitAsync(socket, "first", 1);

        await before.LoseAsync(socket);
        server.Time.Advance(TimeSpan.FromSeconds(60.1));
        server.IO.Main.Adapter.Rooms.ShouldBeEmpty();
        server.IO.Main.TryGetSocket(socket.Id, out _).ShouldBeFalse();
        var after = await before.ReturnAsync(server);

        after.Reply.ShouldNotContain(socket.Id);
        (after.Pid == before.Pid).ShouldBeFalse();
        server.IO.Sockets.Single().Recovered.ShouldBeFalse();
        socket.Send(EncodedPacket.Event("[\"x\"]"u8)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, 1_000_000, 3, true)]
    [InlineData(3, 1_000_000, 4, false)]
    [InlineData(1_000, 1024, 2, true)]
    [InlineData(1_000, 1024, 9, false)]
    public async Task Recover_AfterMoreThanIsKept_StartsAnew(int maxPackets, long maxBytes, int sent, bool recovered)
    {
        await using var server = await StartAsync(recovery => (recovery.MaxPackets, recovery.MaxBytes) = (maxPackets, maxBytes));
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        await before.EmitAsync(socket, "first", 1);

        await before.LoseAsync(socket);
        for (var i = 1; i < sent; i++)
            await socket.EmitAsync("x", new string('x', 100));
        var after = await before.ReturnAsync(server);

        after.Reply.Contains(socket.Id, StringComparison.Ordinal).ShouldBe(recovered);
        server.IO.Sockets.Single().Recovered.ShouldBe(recovered);
    }

    [Fact]
    public async Task MaxWaiting_WhenReached_LetsGoOfTheNextAtOnce()
    {
        await using var server = await StartAsync(recovery => recovery.MaxWaiting = 1);
        var (first, one) = await StartOneAsync(server);
        var (second, two) = await StartOneAsync(server);

        await first.LoseAsync(one);
        await second.LoseAsync(two);

        (await second.ReturnAsync(server)).Reply.ShouldNotContain(two.Id);
        (await first.ReturnAsync(server)).Reply.ShouldContain(one.Id);
    }

    [Fact]
    public async Task Recover_WhileTheOldConnectionSeemsAlive_EndsThatOne()
    {
        await using var server = await StartAsync();
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        await before.EmitAsync(socket, "first", 1);
        var reason = socket.Gone();

        var after = await before.ReturnAsync(server);

        after.Reply.ShouldContain(socket.Id);
        (await reason).ShouldBe(DisconnectReason.TransportClose);
        await before.Client.Closed;
        await socket.EmitAsync("x");
        (await after.Client.NextAsync()).ShouldStartWith("""2["x",""");
    }

    [Fact]
    public async Task Recover_WithThePidOfAnotherNamespace_StartsAnewAndLeavesThatOne()
    {
        await using var server = await StartAsync(configure: io => io.Of("/other"));
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        await before.EmitAsync(socket, "first", 1);
        await before.LoseAsync(socket);

        var thief = await server.OpenAsync(Dialect.WebSocket);
        (await thief.JoinAsync("/other", before.Auth)).ShouldNotContain(socket.Id);

        server.IO.Of("/other").Sockets.Single().Recovered.ShouldBeFalse();
        (await before.ReturnAsync(server)).Reply.ShouldContain(socket.Id);
    }

    [Theory]
    [InlineData("""{"pid":"unknown","offset":"x"}""")]
    [InlineData("""{"pid":7,"offset":"x"}""")]
    [InlineData("""{"pid":"unknown"}""")]
    public async Task Recover_OfNothing_StartsAnew(string auth)
    {
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync(auth: auth)).ShouldStartWith("""0{"sid":""");
        server.IO.Sockets.Single().Recovered.ShouldBeFalse();
    }

    [Fact]
    public async Task Recover_WithAnUnknownOffset_StartsAnew()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);

        await session.LoseAsync(socket);
        var after = await (session with { Offset = "unknown" }).ReturnAsync(server);

        after.Reply.ShouldNotContain(socket.Id);
        server.IO.Main.TryGetSocket(socket.Id, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Recover_AfterAGoodbye_StartsAnew(bool byServer)
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        var gone = socket.Gone();
        if (byServer)
            socket.Disconnect();
        else
            await session.Client.SendAsync("1");
        await gone;

        (await session.ReturnAsync(server)).Reply.ShouldNotContain(socket.Id);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Recover_WithChecks_RunsThemAsToldTo(bool run, bool recovered)
    {
        await using var server = await StartAsync(
            recovery => recovery.RunMiddleware = run,
            io => io.Use(_ => (ConnectRefusal?)null));
        var checks = 0;
        var (session, socket) = await StartOneAsync(server);
        server.IO.Use(_ => checks++ == 0 ? new ConnectRefusal("No more") : null);

        await session.LoseAsync(socket);
        var after = await session.ReturnAsync(server);

        after.Reply.Contains(socket.Id, StringComparison.Ordinal).ShouldBe(recovered);
        checks.ShouldBe(run ? 2 : 0);
    }

    [Fact]
    public async Task Recover_HandlersOfTheFirstConnection_AreGone()
    {
        await using var server = await StartAsync(configure: io => io.OnConnection(socket =>
            socket.On("x", () => socket.Recovered ? "again" : "first")));
        var (session, socket) = await StartOneAsync(server);
        await session.LoseAsync(socket);
        socket.Disconnected.IsCancellationRequested.ShouldBeTrue();

        var after = await session.ReturnAsync(server);

        (await after.Client.AskAsync("""["x"]""")).ShouldBe("""["again"]""");
        socket.Disconnected.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Connect_OfProtocol4_CannotRecoverAndStillGetsEvents()
    {
        await using var server = await StartAsync();
        var old = await server.JoinAsync(Dialect.OldWebSocket);
        var socket = server.IO.Sockets.Single();

        await socket.EmitAsync("x", 1);
        (await old.NextAsync()).ShouldStartWith("""2["x",1,""");
        var gone = socket.Gone();
        old.Abort();
        await gone;

        socket.Send(server.IO.Encode("y")).ShouldBeFalse();
    }

    private static async Task<(Session Session, Socket Socket)> StartOneAsync(ApiServer server)
    {
        var others = server.IO.Sockets.ToArray();
        var session = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Except(others).Single();
        return (await session.AfterAsync(socket), socket);
    }

    private static Task<ApiServer> StartAsync(Action<RecoveryOptions>? recovery = null, Action<SocketIOServer>? configure = null) =>
        ApiServer.StartAsync(
            options =>
            {
                options.Recovery = new RecoveryOptions { MaxDisconnection = TimeSpan.FromMinutes(1) };
                recovery?.Invoke(options.Recovery);
            },
            configure);

    /// <summary>What a client knows of its session, and how it comes back to it.</summary>
    private sealed record Session(Connection Client, string Reply)
    {
        public string Pid => JsonDocument.Parse(Reply[1..]).RootElement.GetProperty("pid").GetString()!;

        public string? Offset { get; set; }

        public string Auth => $$"""{"pid":"{{Pid}}","offset":"{{Offset}}"}""";

        public static async Task<Session> StartAsync(ApiServer server)
        {
            var client = await server.OpenAsync(Dialect.WebSocket);
            return new Session(client, await client.JoinAsync());
        }

        /// <summary>The client has got an event.</summary>
        public async Task<Session> AfterAsync(Socket socket)
        {
            await socket.EmitAsync("known");
            Offset = JsonDocument.Parse((await Client.NextAsync())[1..]).RootElement.EnumerateArray().Last().GetString();
            return this;
        }

        public async Task EmitAsync(Socket socket, string name, int argument)
        {
            await socket.EmitAsync(name, argument);
            var packet = await Client.NextAsync();
            packet.ShouldStartWith($"""2["{name}",{argument},""");
            Offset = JsonDocument.Parse(packet[1..]).RootElement.EnumerateArray().Last().GetString();
        }

        public async Task LoseAsync(Socket socket)
        {
            var gone = socket.Gone();
            Client.Abort();
            (await gone).ShouldBe(DisconnectReason.TransportClose);
        }

        public async Task<Session> ReturnAsync(ApiServer server, Dialect? dialect = null)
        {
            var client = await server.OpenAsync(dialect ?? Dialect.WebSocket);
            return this with { Client = client, Reply = await client.JoinAsync(auth: Auth) };
        }
    }
}
