using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Recovery;

/// <summary>Clients that come back to a server whose application recovers them.</summary>
public sealed class ConnectionRecoveryTests
{
    private const string Pid = "AbcdefghijKLMNOP-_09";
    private const string Auth = $$"""{"pid":"{{Pid}}","offset":"a:7","token":"t"}""";

    private readonly ConnectionRecovery _recovery = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Connect_OfANewClient_GivesAnIdDerivedFromThePrivateOne(bool withLibrarysToo)
    {
        await using var server = await StartAsync(o => o.Recovery = withLibrarysToo ? new RecoveryOptions() : null);
        var client = await server.OpenAsync(Dialect.WebSocket);

        var reply = await client.JoinAsync();

        var socket = server.IO.Sockets.Single();
        var pid = socket.PrivateSessionId.ShouldNotBeNull();
        reply.ShouldBe($$"""0{"sid":"{{SessionId.Derive(pid)}}","pid":"{{pid}}"}""");
        socket.Id.ShouldBe(SessionId.Derive(pid));
        socket.UnrecoveredOffset.ShouldBeNull();
        socket.Recovered.ShouldBeFalse();
        _recovery.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_OfARecoveredClient_IsTheSameSocketToIt()
    {
        _recovery.RecoverEverybody("mine", "red", "blue");
        var welcomed = new List<(bool Recovered, object? Data, string[] Rooms)>();
        await using var server = await StartAsync(
            configure: io => io.OnConnection(s => welcomed.Add((s.Recovered, s.Data, Sorted(s.Rooms)))));
        var client = await server.OpenAsync(Dialect.WebSocket, "&room=7");

        (await client.JoinAsync(auth: Auth)).ShouldBe($$"""0{"sid":"{{SessionId.Derive(Pid)}}","pid":"{{Pid}}"}""");

        var socket = server.IO.Sockets.Single();
        await Eventually.TrueAsync(() => welcomed.Count == 1);
        welcomed.Single().ShouldSatisfyAllConditions(
            w => w.Recovered.ShouldBeTrue(), w => w.Data.ShouldBe("mine"), w => w.Rooms.ShouldBe(["blue", "red"]));
        (socket.Id, socket.PrivateSessionId, socket.UnrecoveredOffset).ShouldBe((SessionId.Derive(Pid), Pid, null));
        var request = _recovery.Requests.Single();
        (request.PrivateSessionId, request.Offset, request.Namespace).ShouldBe((Pid, "a:7", "/"));
        request.Auth.GetString("token").ShouldBe("t");
        request.Query["room"].ToString().ShouldBe("7");
        request.Handshake.ShouldBe(socket.Handshake);
    }

    [Fact]
    public async Task Connect_OfAClientThatIsNotRecovered_StartsAnewAndTellsItsOffset()
    {
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync(auth: Auth)).ShouldNotContain(Pid);

        var socket = server.IO.Sockets.Single();
        socket.Id.ShouldBe(SessionId.Derive(socket.PrivateSessionId!));
        socket.UnrecoveredOffset.ShouldBe("a:7");
        socket.Recovered.ShouldBeFalse();
    }

    /// <summary>Nothing but what a server may have given is looked for, or written into an answer.</summary>
    [Theory]
    [InlineData("""{"pid":"short","offset":"o"}""")]
    [InlineData("""{"pid":"AbcdefghijKLMNOP-_0\"","offset":"o"}""")]
    [InlineData("""{"pid":"AbcdefghijKLMNOP-_0é","offset":"o"}""")]
    [InlineData("""{"pid":"AbcdefghijKLMNOP-_09x","offset":"o"}""")]
    [InlineData("""{"pid":7,"offset":"o"}""")]
    [InlineData("""{"offset":"o"}""")]
    public async Task Connect_WithWhatIsNoPrivateId_StartsAnewWithoutAsking(string auth)
    {
        _recovery.RecoverEverybody();
        await using var server = await StartAsync();
        await server.JoinAsync(auth: auth);

        _recovery.Requests.ShouldBeEmpty();
        server.IO.Sockets.Single().UnrecoveredOffset.ShouldBe("o");
    }

    [Fact]
    public async Task Connect_WithoutAnOffset_StartsAnewWithoutAsking()
    {
        _recovery.RecoverEverybody();
        await using var server = await StartAsync();
        await server.JoinAsync(auth: $$"""{"pid":"{{Pid}}"}""");

        _recovery.Requests.ShouldBeEmpty();
        server.IO.Sockets.Single().UnrecoveredOffset.ShouldBeNull();
    }

    [Fact]
    public async Task Connect_ToAnUnknownNamespace_IsRefusedWithoutAsking()
    {
        await using var server = await StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync("/none", Auth)).ShouldBe("""4/none,{"message":"Invalid namespace"}""");

        _recovery.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_OfProtocol4_IsAsEver()
    {
        await using var server = await StartAsync(o => o.Recovery = new RecoveryOptions());
        var old = await server.JoinAsync(Dialect.OldWebSocket);

        var socket = server.IO.Sockets.Single();
        socket.Id.ShouldBe(old.SessionId);
        socket.PrivateSessionId.ShouldBeNull();
    }

    [Fact]
    public async Task Connect_ToANamespaceNotServed_IsTheLibrarysAffair()
    {
        _recovery.ServesNamespace = ns => ns == "/served";
        await using var server = await StartAsync(o => o.Recovery = new RecoveryOptions(), io => io.Of("/served"));
        var (session, socket) = await RecoveringServer.StartOneAsync(server);

        await session.LoseAsync(socket);
        var after = await session.ReturnAsync(server);

        after.Reply.ShouldContain(socket.Id);
        socket.Recovered.ShouldBeTrue();
        _recovery.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecoverAsync_ThatThrows_StartsAnewAndIsLogged()
    {
        var failure = new InvalidOperationException("on purpose");
        _recovery.Answer = (_, _) => throw failure;
        await using var server = await StartAsync();
        await server.JoinAsync(auth: Auth);

        server.IO.Sockets.Single().UnrecoveredOffset.ShouldBe("a:7");
        server.Errors.ShouldBe([failure]);
    }

    [Fact]
    public async Task RecoverAsync_WithARoomWithoutAName_StartsAnewAndIsLogged()
    {
        _recovery.RecoverEverybody(null, "red", "");
        await using var server = await StartAsync();
        await server.JoinAsync(auth: Auth);

        server.IO.Sockets.Single().Rooms.ShouldBeEmpty();
        server.Errors.Single().ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task RecoverAsync_WithTheRoomOfAHubsUser_LeavesThatToTheHub()
    {
        _recovery.RecoverEverybody("mine", "red", "\u0001user:anna");
        await using var server = await StartAsync();
        await server.JoinAsync(auth: Auth);

        var socket = server.IO.Sockets.Single();
        (socket.Recovered, socket.Data).ShouldBe((true, "mine"));
        socket.Rooms.ShouldBe(["red"]);
    }

    [Fact]
    public async Task Serves_ThatThrows_IsNoAndIsLogged()
    {
        var failure = new InvalidOperationException("on purpose");
        _recovery.ServesNamespace = _ => throw failure;
        await using var server = await StartAsync();
        await server.JoinAsync(auth: Auth);

        server.IO.Sockets.Single().PrivateSessionId.ShouldBeNull();
        server.Errors.ShouldContain(failure);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Recover_WithChecks_RunsThemAsToldTo(bool? run, bool refused)
    {
        _recovery.RecoverEverybody("mine");
        await using var server = await StartAsync(
            o => o.Recovery = run is { } r ? new RecoveryOptions { RunMiddleware = r } : null,
            io => io.Use(socket => socket.Recovered && socket.Data is "mine" ? new ConnectRefusal("No more") : null));
        var client = await server.OpenAsync(Dialect.WebSocket);

        var expected = refused ? """4{"message":"No more"}""" : $$"""0{"sid":"{{SessionId.Derive(Pid)}}",""";
        (await client.JoinAsync(auth: Auth)).ShouldStartWith(expected);

        server.IO.Main.TryGetSocket(SessionId.Derive(Pid), out _).ShouldBe(!refused);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LostConnection_EndsTheSocketAtOnce(bool withLibrarysToo)
    {
        await using var server = await StartAsync(o => o.Recovery = withLibrarysToo ? new RecoveryOptions() : null);
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        socket.Join("red");
        await socket.EmitAsync("x", 1);
        (await client.NextAsync()).ShouldBe("""2["x",1]""", "offsets are the application's");
        await server.IO.To("red").EmitAsync("y");
        (await client.NextAsync()).ShouldBe("""2["y"]""");
        var told = new List<string>();
        var expired = new TaskCompletionSource();
        socket.OnDisconnect(reason => told.Add(reason.ToString()));
        socket.OnExpired(() =>
        {
            told.Add("expired");
            expired.SetResult();
        });

        client.Abort();
        await expired.Task.WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled);

        told.ShouldBe(["transport close", "expired"]);
        socket.IsAwaitingReconnect.ShouldBeFalse();
        socket.Send(EncodedPacket.FromFrame(Wire.Text("42[\"z\""), Wire.Text(",\"a:8\"]"))).ShouldBeFalse();
        server.IO.Main.TryGetSocket(socket.Id, out _).ShouldBeFalse();
        server.IO.Main.Adapter.Rooms.ShouldBeEmpty();
    }

    private Task<ApiServer> StartAsync(Action<SocketIOOptions>? options = null, Action<SocketIOServer>? configure = null) =>
        ApiServer.StartAsync(options, configure, services: s => s.AddSingleton<IConnectionRecovery>(_recovery));

    private static string[] Sorted(IEnumerable<string> rooms) => [.. rooms.Order(StringComparer.Ordinal)];
}
