using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using static Gossamer.SocketIO.Tests.Recovery.RecoveringServer;

namespace Gossamer.SocketIO.Tests.Recovery;

public sealed class MovingTests
{
    [Fact]
    public async Task GiveAway_AdoptedElsewhere_ClientGoesOnThere()
    {
        await using var old = await StartAsync();
        await using var here = await StartAsync();
        var (session, socket) = await StartOneAsync(old);
        socket.Join("red");
        await session.LoseAsync(socket);
        await socket.EmitAsync("missed", 1);

        socket.TryGiveAway(static _ => true, out var given).ShouldBeTrue();
        old.IO.TryGetRecoverable(session.Pid, out _).ShouldBeFalse();
        Socket? moved = null;
        here.IO.Adopt(given, s => moved = s).ShouldBeTrue();
        moved!.IsAwaitingReconnect.ShouldBeTrue();
        moved.Send(EncodedPacket.FromFrame("42[\"later\",\"o\"]"u8.ToArray(), "o")).ShouldBeTrue();
        var after = await session.ReturnAsync(here);

        after.Reply.ShouldBe($$"""0{"sid":"{{socket.Id}}","pid":"{{session.Pid}}"}""");
        (await after.Client.NextAsync()).ShouldStartWith("""2["missed",1,""");
        (await after.Client.NextAsync()).ShouldBe("""2["later","o"]""");
        moved.Rooms.ShouldBe(["red"]);
        moved.Connected.ShouldBeTrue();
    }

    [Fact]
    public async Task GiveAway_WhatIsSentAfterwards_GoesToTheOtherServerUntilRelease()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        await session.LoseAsync(socket);
        var gone = false;
        socket.OnExpired(() => gone = true);
        var rest = new List<string?>();

        socket.TryGiveAway(packet => { rest.Add(packet.Offset); return false; }, out _).ShouldBeTrue();
        socket.TryGiveAway(static _ => true, out _).ShouldBeFalse();
        socket.Send(EncodedPacket.FromFrame("42[\"x\",\"o\"]"u8.ToArray(), "o")).ShouldBeFalse();
        server.Time.Advance(TimeSpan.FromMinutes(2));
        socket.Send(EncodedPacket.FromFrame("42[\"x\",\"p\"]"u8.ToArray(), "p")).ShouldBeFalse();
        socket.Release();
        socket.Send(EncodedPacket.FromFrame("42[\"x\",\"q\"]"u8.ToArray(), "q")).ShouldBeFalse();

        rest.ShouldBe(["o", "p"]);
        gone.ShouldBeFalse();
        server.IO.Main.TryGetSocket(socket.Id, out _).ShouldBeFalse();
    }

    [Fact]
    public async Task GiveAway_OfAConnectedSocket_ClosesItsConnection()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);

        socket.TryGiveAway(static _ => true, out _).ShouldBeTrue();

        await session.Client.Closed;
        socket.Connected.ShouldBeFalse();
    }

    [Fact]
    public async Task TakeBack_AfterNobodyTookIt_ClientRecoversWithAllThatCameMeanwhile()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        await session.LoseAsync(socket);
        socket.TryGiveAway(static _ => true, out _).ShouldBeTrue();
        await socket.EmitAsync("meanwhile");

        socket.TakeBack();
        var after = await session.ReturnAsync(server);

        after.Reply.ShouldContain(socket.Id);
        (await after.Client.NextAsync()).ShouldStartWith("""2["meanwhile",""");
    }

    [Fact]
    public async Task Adopt_ASessionThatIsHere_IsRefused()
    {
        await using var server = await StartAsync();
        await using var other = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        await session.LoseAsync(socket);
        socket.TryGiveAway(static _ => true, out var given).ShouldBeTrue();

        other.IO.Adopt(given, static _ => { }).ShouldBeTrue();
        other.IO.Adopt(given, static _ => { }).ShouldBeFalse();
        await using var without = await ApiServer.StartAsync();
        without.IO.Adopt(given, static _ => { }).ShouldBeFalse();
    }

    [Fact]
    public async Task Adopt_OneThatWaitedBefore_WaitsForTheRestOfTheWindowOnly()
    {
        await using var old = await StartAsync();
        await using var here = await StartAsync();
        var (session, socket) = await StartOneAsync(old);
        await session.LoseAsync(socket);
        old.Time.Advance(TimeSpan.FromSeconds(40));
        socket.TryGiveAway(static _ => true, out var given).ShouldBeTrue();
        var gone = 0;
        here.IO.Adopt(given, s => s.OnExpired(() => gone++)).ShouldBeTrue();

        here.Time.Advance(TimeSpan.FromSeconds(19));
        (gone, here.IO.SocketsAwaitingReconnect.Count).ShouldBe((0, 1));
        here.Time.Advance(TimeSpan.FromSeconds(2));
        (gone, here.IO.SocketsAwaitingReconnect.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Fetch_ASessionOfAnotherServer_IsAskedForAndGoesOnHere()
    {
        await using var old = await StartAsync();
        await using var here = await ApiServer.StartAsync(
            options => options.Recovery = new RecoveryOptions(), services: services =>
                services.AddSingleton<IRecoverySource>(new From(old)));
        ((From)here.App.Services.GetRequiredService<IRecoverySource>()).To = here.IO;
        var (session, socket) = await StartOneAsync(old);
        await session.LoseAsync(socket);
        await socket.EmitAsync("missed");

        var after = await session.ReturnAsync(here);

        after.Reply.ShouldContain(socket.Id);
        (await after.Client.NextAsync()).ShouldStartWith("""2["missed",""");
        var stranger = await here.OpenAsync(Dialect.WebSocket);
        (await stranger.JoinAsync(auth: """{"pid":"nobody's","offset":"x"}""")).ShouldNotContain("nobody's");
    }

    /// <summary>The other server had given it away by itself, and said that it does not have it.</summary>
    [Fact]
    public async Task Fetch_InVainWhileTheSessionComesUnasked_GoesOnHere()
    {
        await using var old = await StartAsync();
        var fetching = new Fetching();
        await using var here = await ApiServer.StartAsync(
            options => options.Recovery = new RecoveryOptions(), services: services => services.AddSingleton<IRecoverySource>(fetching));
        var (session, socket) = await StartOneAsync(old);
        await session.LoseAsync(socket);
        var returning = session.ReturnAsync(here);
        await fetching.Begun;

        socket.TryGiveAway(static _ => true, out var given).ShouldBeTrue();
        here.IO.Adopt(given, static _ => { }).ShouldBeTrue();
        fetching.End(isHere: false);

        (await returning).Reply.ShouldContain(socket.Id);
        here.IO.SocketsAwaitingReconnect.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_ForAClientThatGoes_IsCancelled()
    {
        var fetching = new Fetching();
        await using var here = await ApiServer.StartAsync(
            options => options.Recovery = new RecoveryOptions(), services: services => services.AddSingleton<IRecoverySource>(fetching));
        var client = await here.OpenAsync(Dialect.WebSocket);
        await client.SendAsync("""0{"pid":"x","offset":"x"}""");
        var gone = await fetching.Begun;
        gone.IsCancellationRequested.ShouldBeFalse();

        client.Abort();

        await Eventually.TrueAsync(() => gone.IsCancellationRequested);
        fetching.End(isHere: false);
    }

    [Fact]
    public async Task Fetch_ThatFails_StartsAnewAndIsLogged()
    {
        await using var here = await ApiServer.StartAsync(
            options => options.Recovery = new RecoveryOptions(), services: services =>
                services.AddSingleton<IRecoverySource>(new From(null)));
        var client = await here.OpenAsync(Dialect.WebSocket);
        (await client.JoinAsync(auth: """{"pid":"x","offset":"x"}""")).ShouldStartWith("""0{"sid":""");
        here.Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task EnableRecovery_AClientWithoutRecovery_OutlivesItsConnection()
    {
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.OldWebSocket);
        await client.NextAsync();
        var socket = server.IO.Sockets.Single();
        var gone = 0;
        socket.OnExpired(() => gone++);
        socket.PrivateSessionId.ShouldBeNull();
        socket.EnableRecovery();
        await socket.EmitAsync("a");
        var lost = socket.Gone();
        client.Abort();
        await lost;
        socket.IsAwaitingReconnect.ShouldBeTrue();
        await socket.EmitAsync("b");
        socket.RecoveryLog[^2].Frame.Span.StartsWith("42[\"a\""u8).ShouldBeTrue();

        server.Time.Advance(TimeSpan.FromSeconds(61));
        gone.ShouldBe(1);
        socket.OnExpired(() => gone++);
        gone.ShouldBe(2);
    }

    [Fact]
    public async Task OnExpired_ARecoveredSocket_IsToldOnceInTheEnd()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        var gone = 0;
        socket.OnExpired(() => gone++);
        await session.LoseAsync(socket);
        var after = await session.ReturnAsync(server);
        gone.ShouldBe(0);
        var end = socket.Gone();
        await after.Client.SendAsync("1");
        await end;
        await Eventually.TrueAsync(() => Volatile.Read(ref gone) == 1);
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
    public async Task Drain_ClientsAreClosedAndNoNewOnesTaken()
    {
        await using var server = await StartAsync();
        var (session, socket) = await StartOneAsync(server);
        var reason = socket.Gone();

        await server.IO.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);

        (await reason).ShouldBe(DisconnectReason.ServerShuttingDown);
        await session.Client.Closed;
        server.IO.SocketsAwaitingReconnect.ShouldBe([socket]);
        using var http = new HttpClient();
        var answer = await http.GetAsync(new Uri(server.Url, "/socket.io/?EIO=4&transport=polling"), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(503);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("the server is shutting down");
    }

    /// <summary>Asks others for as long as the test wants.</summary>
    private sealed class Fetching : IRecoverySource
    {
        private readonly TaskCompletionSource<CancellationToken> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<CancellationToken> Begun => _begun.Task.WaitAsync(TimeSpan.FromSeconds(15));

        public void End(bool isHere) => _end.SetResult(isHere);

        public async ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation)
        {
            _begun.SetResult(cancellation);
            return await _end.Task;
        }
    }

    private sealed class From(ApiServer? old) : IRecoverySource
    {
        public SocketIOServer? To { get; set; }

        public ValueTask<bool> FetchAsync(string pid, string ns, CancellationToken cancellation) =>
            ValueTask.FromResult(old!.IO.TryGetRecoverable(pid, out var socket)
                && socket.TryGiveAway(static _ => true, out var session) && To!.Adopt(session, static _ => { }));
    }
}
