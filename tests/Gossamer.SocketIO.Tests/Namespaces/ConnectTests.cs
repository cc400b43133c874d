using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Namespaces;

/// <summary>Socket.IO protocol 5, "Connection to a namespace", and what protocol 4 does in its place.</summary>
public sealed class ConnectTests
{
    [Fact]
    public async Task Connect_WithAuth_GivesTheSocketItsAuth()
    {
        var auth = new TaskCompletionSource<ConnectPayload>();
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(s => auth.SetResult(s.Auth)));

        await server.JoinAsync(auth: """{"token":"a","n":{"token":"b"},"age":7}""");

        var given = await auth.Task;
        given.IsGiven.ShouldBeTrue();
        given.GetString("token").ShouldBe("a");
        given.GetString("age").ShouldBeNull();
        given.GetString("none").ShouldBeNull();
        given.TryRead<Login>(out var login).ShouldBeTrue();
        login.ShouldBe(new Login("a", 7));
        given.TryRead(TestJson.Default.Login, out login).ShouldBeTrue();
        login.ShouldBe(new Login("a", 7));
        given.TryRead<int>(out _).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Connect_WithoutAuth_GivesTheSocketAnEmptyObject(Dialect dialect)
    {
        var auth = new TaskCompletionSource<ConnectPayload>();
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(s => auth.SetResult(s.Auth)));

        await server.JoinAsync(dialect);

        (await auth.Task).IsGiven.ShouldBeFalse();
        (await auth.Task).Json.ToArray().ShouldBe("{}"u8.ToArray());
        (await auth.Task).TryRead<Login>(out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Connect_OfProtocol5_TellsTheIdThatTheSocketHas()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.OpenAsync(Dialect.WebSocket);

        var reply = await client.JoinAsync();

        var socket = server.IO.Sockets.Single();
        reply.ShouldBe($$"""0{"sid":"{{socket.Id}}"}""");
        (socket.Id == client.SessionId).ShouldBeFalse();
    }

    [Fact]
    public async Task Connect_OfProtocol4_HasIdsMadeFromTheSessionsId()
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of("/chat"));
        var client = await server.OpenAsync(Dialect.OldWebSocket);

        (await client.NextAsync()).ShouldBe("0");
        (await client.JoinAsync("/chat")).ShouldBe("0/chat,");

        server.IO.Sockets.Single().Id.ShouldBe(client.SessionId);
        server.IO.Of("/chat").Sockets.Single().Id.ShouldBe("/chat#" + client.SessionId);
    }

    [Fact]
    public async Task Connect_OfProtocol4ToANamespaceWithAQuery_GivesItsSocketThatQuery()
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of("/chat"));
        var client = await server.OpenAsync(Dialect.OldWebSocket, "&who=anna&from=here");

        (await client.NextAsync()).ShouldBe("0");
        await client.SendAsync("0/chat?who=billy&room=a%20b");
        (await client.NextAsync()).ShouldBe("0/chat,");

        var query = server.IO.Of("/chat").Sockets.Single().Query;
        query["who"].ToString().ShouldBe("billy");
        query["room"].ToString().ShouldBe("a b");
        query["from"].ToString().ShouldBe("here");
        query.ContainsKey("EIO").ShouldBeTrue();
        server.IO.Sockets.Single().Query["who"].ToString().ShouldBe("anna");
    }

    [Theory]
    [InlineData(4, """4/chat,{"message":"Not you"}""")]
    [InlineData(3, """4/chat,"Not you" """)]
    public async Task Use_ThatRefuses_TellsTheMessage(int revision, string expected)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of("/chat").Use(_ => new ConnectRefusal("Not you")));
        var client = await server.OpenAsync(new Dialect(revision, Polls: false));

        (await client.JoinAsync("/chat")).ShouldBe(expected.Trim());

        server.IO.Of("/chat").Sockets.ShouldBeEmpty();
        server.IO.Of("/chat").TryGetSocket("/chat#" + client.SessionId, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(4, """4/chat,{"message":"Not you","data":{"code":"x","retryIn":5}}""")]
    [InlineData(3, """4/chat,{"code":"x","retryIn":5}""")]
    public async Task Use_ThatRefusesWithData_TellsTheData(int revision, string expected)
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.Of("/chat").Use(_ => ConnectRefusal.With("Not you", new { Code = "x", RetryIn = 5 })));
        var client = await server.OpenAsync(new Dialect(revision, Polls: false));

        (await client.JoinAsync("/chat")).ShouldBe(expected);
    }

    [Fact]
    public async Task Use_ThatRefusesWithTypedData_TellsTheData()
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.Use(_ => ConnectRefusal.With("No", new Login("t", 1), TestJson.Default.Login)));
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync()).ShouldBe("""4{"message":"No","data":{"token":"t","age":1}}""");
    }

    [Fact]
    public async Task Use_ThatThrows_RefusesAndIsLogged()
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.Use((Socket _) => throw new InvalidOperationException("secret")));
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync()).ShouldBe("""4{"message":"The server failed to handle the connection"}""");
        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("secret");
    }

    [Fact]
    public async Task Use_Several_RunInOrderUpToTheFirstRefusal()
    {
        var ran = new List<string>();
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Use(async socket =>
            {
                await Task.Yield();
                ran.Add("first");
                await socket.EmitAsync("too early");
                return null;
            });
            io.Use(socket =>
            {
                ran.Add("second");
                return socket.Auth.GetString("key") == "open" ? null : new ConnectRefusal("Closed");
            });
            io.Use(_ =>
            {
                ran.Add("third");
                return ValueTask.FromResult<ConnectRefusal?>(null);
            });
        });

        var client = await server.OpenAsync(Dialect.WebSocket);
        (await client.JoinAsync()).ShouldBe("""4{"message":"Closed"}""");
        ran.ShouldBe(["first", "second"]);

        (await client.JoinAsync(auth: """{"key":"open"}""")).ShouldStartWith("""0{"sid":""");
        ran.ShouldBe(["first", "second", "first", "second", "third"]);
    }

    [Fact]
    public async Task Use_WhenTheClientGoesMeanwhile_NeverHearsOfTheSocketAgain()
    {
        var checking = new TaskCompletionSource<Socket>();
        var checkedBy = new TaskCompletionSource<ConnectRefusal?>();
        var connections = 0;
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Use(socket =>
            {
                checking.SetResult(socket);
                return checkedBy.Task;
            });
            io.OnConnection(_ => Interlocked.Increment(ref connections));
            io.Of("/other");
        });
        var client = await server.OpenAsync(Dialect.Polling);
        await client.SendAsync("0");
        var socket = await checking.Task;
        socket.Join("room");

        client.Abort();
        await socket.Gone();
        checkedBy.SetResult(null);

        await Eventually.TrueAsync(() => !server.IO.Main.TryGetSocket(socket.Id, out _));
        await server.JoinAsync("/other"); // by now the check's end has been seen, too
        connections.ShouldBe(0);
        socket.Connected.ShouldBeFalse();
        server.IO.Main.Adapter.Rooms.ShouldBeEmpty();
    }

    [Fact]
    public async Task OnConnection_ThatTakesItsTime_HoldsBackTheSocketsEvents()
    {
        var connecting = new TaskCompletionSource();
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(async socket =>
        {
            await connecting.Task;
            socket.On("hello", (string name) => "Hello, " + name);
        }));
        var client = await server.JoinAsync();

        await client.SendAsync("""21["hello","Anna"]""");
        connecting.SetResult();

        (await client.NextAsync()).ShouldBe("""31["Hello, Anna"]""");
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task OnConnection_ThatAsksTheClient_GetsTheAnswer(Dialect dialect)
    {
        var answered = new TaskCompletionSource<AckResult<string>>();
        await using var server = await ApiServer.StartAsync(configure: io =>
            io.OnConnection(async socket => answered.SetResult(await socket.EmitWithAckAsync<string>("who are you?"))));
        var client = await server.JoinAsync(dialect);

        (await client.NextAsync()).ShouldBe("""21["who are you?"]""");
        await client.SendAsync("""31["Anna"]""");

        (await answered.Task.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).Value.ShouldBe("Anna");
    }

    [Fact]
    public async Task OnConnection_ThatThrows_IsLoggedAndClosesNothing()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.OnConnection(socket =>
            {
                socket.On("hello", () => "still here");
                throw new InvalidOperationException("oops");
            });
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["hello"]""")).ShouldBe("""["still here"]""");
        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("oops");
    }

    [Fact]
    public async Task ConnectTimeout_WithoutANamespace_ClosesTheConnection()
    {
        await using var server = await ApiServer.StartAsync(o => o.ConnectTimeout = TimeSpan.FromSeconds(3));
        var idle = await server.OpenAsync(Dialect.WebSocket);
        var polling = await server.OpenAsync(Dialect.Polling);
        var joined = await server.JoinAsync();
        var old = await server.JoinAsync(Dialect.OldWebSocket);

        server.Time.Advance(TimeSpan.FromSeconds(2.9));
        server.IO.ConnectionCount.ShouldBe(4);
        server.Time.Advance(TimeSpan.FromSeconds(0.2));

        await idle.Closed;
        await polling.Closed;
        server.IO.Sockets.Count().ShouldBe(2);
        joined.Closed.IsCompleted.ShouldBeFalse();
        old.Closed.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task Disconnect_OfOneNamespace_LeavesTheOthers(Dialect dialect)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.OnConnection(socket => socket.On("hello", () => "main"));
            io.Of("/chat").OnConnection(socket => socket.OnDisconnect(reason.SetResult));
        });
        var client = await server.OpenAsync(dialect);
        await client.JoinAsync();
        await client.JoinAsync("/chat");

        await client.SendAsync("1/chat,");

        (await reason.Task).ShouldBe(DisconnectReason.ClientNamespaceDisconnect);
        (await client.AskAsync("""["hello"]""")).ShouldBe("""["main"]""");
        server.IO.Of("/chat").Sockets.ShouldBeEmpty();
        await client.SendAsync("""2/chat,["crossed with it"]""");
        (await client.AskAsync("""["hello"]""")).ShouldBe("""["main"]""");
    }
}
