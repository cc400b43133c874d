using Gossamer.SocketIO.Tests.Api;
using static Gossamer.SocketIO.Tests.Recovery.RecoveringServer;

namespace Gossamer.SocketIO.Tests.Recovery;

/// <summary>Clients that come back too late, or to what they may not.</summary>
public sealed class RecoveryRefusalTests
{
    [Fact]
    public async Task Recover_AfterTheWindow_StartsAnew()
    {
        await using var server = await StartAsync();
        var before = await Session.StartAsync(server);
        var socket = server.IO.Sockets.Single();
        socket.Join("red");
        var expired = 0;
        socket.OnExpired(() => expired++);
        await before.EmitAsync(socket, "first", 1);

        await before.LoseAsync(socket);
        server.Time.Advance(TimeSpan.FromSeconds(59.9));
        (expired, socket.IsAwaitingReconnect).ShouldBe((0, true));
        server.Time.Advance(TimeSpan.FromSeconds(0.2));
        (expired, socket.IsAwaitingReconnect).ShouldBe((1, false));
        socket.OnExpired(() => expired++);
        expired.ShouldBe(2, "at once when that is over");
        server.IO.Main.Adapter.Rooms.ShouldBeEmpty();
        server.IO.Main.TryGetSocket(socket.Id, out _).ShouldBeFalse();
        var after = await before.ReturnAsync(server);

        after.Reply.ShouldNotContain(socket.Id);
        (after.Pid == before.Pid).ShouldBeFalse();
        server.IO.Sockets.Single().Recovered.ShouldBeFalse();
        socket.Send(EncodedPacket.Event("[\"x\"]"u8)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(3, 1_000_000, 4, true)]
    [InlineData(3, 1_000_000, 5, false)]
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

    /// <summary>The one that went first is over first, whoever has come back in between.</summary>
    [Fact]
    public async Task Recover_SeveralWait_EachAsLongAsTheWindow()
    {
        await using var server = await StartAsync();
        var waiting = new List<(Session Session, Socket Socket)>();
        for (var i = 0; i < 3; i++)
        {
            waiting.Add(await StartOneAsync(server));
            await waiting[i].Session.LoseAsync(waiting[i].Socket);
            server.Time.Advance(TimeSpan.FromSeconds(20));
        }

        (await waiting[1].Session.ReturnAsync(server)).Reply.ShouldContain(waiting[1].Socket.Id);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        waiting.Select(w => w.Socket.IsAwaitingReconnect).ShouldBe([false, false, true]);
        server.Time.Advance(TimeSpan.FromSeconds(18));
        waiting[2].Socket.IsAwaitingReconnect.ShouldBeTrue();
        server.Time.Advance(TimeSpan.FromSeconds(22));
        waiting.Select(w => w.Socket.IsAwaitingReconnect).ShouldBe([false, false, false]);
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
}
