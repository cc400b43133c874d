using Microsoft.AspNetCore.Builder;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>A handler that takes its time holds back later events of its own socket, and nothing else of the connection.</summary>
public sealed class SlowHandlerTests
{
    public static TheoryData<string> Kinds => ["on", "once", "any", "typed", "middleware"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Handler_AwaitsAnAnswerOfItsClient_GetsIt(string kind)
    {
        await using var server = await TestServer.StartAsync();
        server.Io.OnConnection(socket => Add(socket, kind, async () => $"{(await socket.EmitWithAckAsync<int>("question")).Value}"));
        await using var client = await server.JoinAsync();

        await client.SendAsync("""425["slow","x"]""");
        (await client.ReceiveAsync()).ShouldBe("""421["question"]""");
        await client.SendAsync("431[7]");

        (await client.ReceiveAsync()).ShouldBe("""42["done","7"]""");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Handler_TakesItsTime_HoldsBackItsSocketsEventsOnly(string kind)
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Of("/other").OnConnection(socket => socket.On("note", () => socket.EmitAsync("noted")));
        server.Io.OnConnection(socket => Add(socket, kind, async () =>
        {
            await server.Gate.Task;
            return "at last";
        }));
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/other,");
        (await client.ReceiveAsync()).ShouldStartWith("40/other,");

        await client.SendAsync("""42["slow","x"]""");
        await client.SendAsync("""42["message",1]""");
        await client.SendAsync("""42/other,["note"]""");
        (await client.ReceiveAsync()).ShouldBe("""42/other,["noted"]""");
        server.Time.Advance(TimeSpan.FromSeconds(25));
        (await client.ReceiveAsync()).ShouldBe("2");
        await client.SendAsync("3");
        server.Gate.SetResult();

        (await client.ReceiveAsync()).ShouldBe("""42["done","at last"]""");
        (await client.ReceiveAsync()).ShouldBe("""42["message-back",1]""");
    }

    /// <summary>Then nothing is read, the client's heartbeat neither.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Handler_MoreEventsThanMayWaitBehindIt_KeepsTheClientsLife(int eio)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxWaitingEvents = 10);
        await using var client = await server.JoinAsync(eio);
        await client.SendAsync("""42["wait"]""");
        await server.Waiting.Task.Soon();
        for (var n = 0; n < 20; n++)
            await client.SendAsync($"""42["note",{n}]""");
        var session = server.Io.Sessions.Single();
        await Patience.UntilAsync(() => session.IsHeld, "it is not read from");
        for (var seconds = 0; seconds < 120; seconds++)
            server.Time.Advance(TimeSpan.FromSeconds(1));
        session.IsClosed.ShouldBeFalse();

        server.Gate.SetResult();

        await Patience.UntilAsync(() => server.Notes.Count == 20, "all came");
        server.Notes.ShouldBe(Enumerable.Range(0, 20).Select(static n => $"[{n}]"));
        server.Time.Advance(TimeSpan.FromSeconds(46));
        await Patience.UntilAsync(() => session.IsClosed, "its silence counts again");
    }

    [Fact]
    public async Task EngineIO_HandlerTakesItsTime_HoldsBackMessagesOnly()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(use: app => app.MapEngineIO("/engine.io", socket =>
            socket.OnMessage(async (data, _) =>
            {
                await gate.Task;
                socket.SendText(data.Span);
            })));
        await using var client = await WebSocketClient.ConnectAsync(new Uri(server.Address, "/engine.io/?EIO=4&transport=websocket"));
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        await client.SendAsync("4one");
        await client.SendAsync("4two");
        server.Time.Advance(TimeSpan.FromSeconds(25));
        (await client.ReceiveAsync()).ShouldBe("2");
        await client.SendAsync("3");
        gate.SetResult();

        (await client.ReceiveAsync()).ShouldBe("4one");
        (await client.ReceiveAsync()).ShouldBe("4two");
    }

    [Fact]
    public async Task Join_WhoseCheckTakesItsTime_HoldsBackItsNamespaceOnly()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Of("/slow").Use(async _ =>
        {
            await server.Gate.Task;
            return null;
        });
        server.Io.Of("/slow").OnConnection(socket => socket.On("note", (int n) => socket.EmitAsync("noted", n)));
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/slow,");
        await client.SendAsync("""42/slow,["note",1]""");
        await client.SendAsync("""42/slow,["note",2]""");
        await client.SendAsync("""42["message",1]""");
        (await client.ReceiveAsync()).ShouldBe("""42["message-back",1]""");
        server.Gate.SetResult();

        (await client.ReceiveAsync()).ShouldStartWith("40/slow,");
        (await client.ReceiveAsync()).ShouldBe("""42/slow,["noted",1]""");
        (await client.ReceiveAsync()).ShouldBe("""42/slow,["noted",2]""");
    }

    private static void Add(Socket socket, string kind, Func<Task<string>> slow)
    {
        async ValueTask Raw(EventMessage message)
        {
            if (message.Name != "slow")
                return;
            await socket.EmitAsync("done", await slow());
            message.Payload.ToArray().ShouldBe("""["slow","x"]"""u8.ToArray(), "what came after it is elsewhere");
        }

        _ = kind switch
        {
            "on" => socket.On("slow", Raw),
            "once" => socket.Once("slow", Raw),
            "any" => socket.OnAny(Raw),
            _ => socket.On("slow", async (string _) => { await socket.EmitAsync("done", await slow()); }),
        };
        if (kind == "middleware")
            socket.Use(static _ => default);
    }
}
