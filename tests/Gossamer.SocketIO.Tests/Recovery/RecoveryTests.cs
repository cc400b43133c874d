using Gossamer.SocketIO.Tests.Api;
using static Gossamer.SocketIO.Tests.Recovery.RecoveringServer;

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
        socket.Data = "mine";
        socket.Join("red");
        await before.EmitAsync(socket, "first", 1);

        await before.LoseAsync(socket);
        (socket.Connected, socket.IsAwaitingReconnect).ShouldBe((false, true));
        server.IO.Sockets.ShouldBeEmpty();
        await socket.EmitAsync("second", 2);
        await server.IO.To("red").EmitAsync("third", 3);
        await server.IO.EmitAsync("fourth", new byte[] { 4 });
        await server.IO.Volatile.EmitAsync("not worth it");
        await server.IO.To("blue").EmitAsync("for others");
        server.Time.Advance(TimeSpan.FromSeconds(50));
        var after = await before.ReturnAsync(server, polls ? Dialect.Polling : Dialect.WebSocket);

        after.Reply.ShouldBe($$"""0{"sid":"{{socket.Id}}","pid":"{{before.Pid}}"}""");
        after.Missed.ShouldBe(4, "packets before the answer, as from Node");
        (await after.Client.NextAsync()).ShouldStartWith("""2["second",2,""");
        (await after.Client.NextAsync()).ShouldStartWith("""2["third",3,""");
        (await after.Client.NextAsync()).ShouldStartWith("""51-["fourth",{"_placeholder":true,"num":0},""");
        (await after.Client.NextBinaryAsync()).ShouldBe([4]);
        await socket.EmitAsync("fifth", 5);
        (await after.Client.NextAsync()).ShouldStartWith("""2["fifth",5,""");

        socket.Recovered.ShouldBeTrue();
        (socket.Connected, socket.IsAwaitingReconnect).ShouldBe((true, false));
        socket.Data.ShouldBe("mine");
        socket.Rooms.ShouldBe(["red"]);
        connections.ShouldBe([(socket, false), (socket, true)]);
    }

    /// <summary>A client has an offset from its first event on; its rooms, its id and what it missed are its own before that.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recover_BeforeTheFirstEvent_GoesOnWithTheSameSocket(bool missesOne)
    {
        await using var server = await StartAsync();
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        socket.Join("red");
        await before.LoseAsync(socket);
        if (missesOne)
            await server.IO.To("red").EmitAsync("first", 1);

        var after = await before.ReturnAsync(server);

        after.Reply.ShouldBe($$"""0{"sid":"{{socket.Id}}","pid":"{{before.Pid}}"}""");
        socket.Rooms.ShouldBe(["red"]);
        if (missesOne)
            (await after.Client.NextAsync()).ShouldStartWith("""2["first",1,""");
        await socket.EmitAsync("second", 2);
        (await after.Client.NextAsync()).ShouldStartWith("""2["second",2,""");
    }

    /// <summary>It says that it has had nothing, and the first of it is not kept any more.</summary>
    [Fact]
    public async Task Recover_WithoutAnOffsetAndPartOfTheLogGone_IsANewSocket()
    {
        await using var server = await StartAsync(recovery => recovery.MaxPackets = 2);
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        await before.LoseAsync(socket);
        for (var n = 0; n < 3; n++)
            await socket.EmitAsync("missed", n);

        var after = await before.ReturnAsync(server);

        (after.Reply.Contains(socket.Id, StringComparison.Ordinal), after.Missed).ShouldBe((false, 0));
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

    /// <summary>
    /// Idle for longer than the window: what it saw last is not kept any more, and yet it has missed nothing before that.
    /// </summary>
    [Fact]
    public async Task Recover_AfterAnIdleWhile_GetsAllThatItMissed()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        server.Time.Advance(TimeSpan.FromSeconds(20));
        server.Time.Advance(TimeSpan.FromSeconds(20));
        await session.LoseAsync(socket);
        server.Time.Advance(TimeSpan.FromSeconds(50));
        await socket.EmitAsync("missed");

        var after = await session.ReturnAsync(server);

        after.Reply.ShouldContain(socket.Id);
        (await after.Client.NextAsync()).ShouldStartWith("""2["missed",""");
    }

    [Fact]
    public async Task OnExpired_ARecoveredSocket_IsToldOnceInTheEnd()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        var expired = 0;
        socket.OnExpired(() => expired++);
        await session.LoseAsync(socket);
        var after = await session.ReturnAsync(server);
        expired.ShouldBe(0);

        var end = socket.Gone();
        await after.Client.SendAsync("1");
        await end;

        await Eventually.TrueAsync(() => Volatile.Read(ref expired) == 1);
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
}
