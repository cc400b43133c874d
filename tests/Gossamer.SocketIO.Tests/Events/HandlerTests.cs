using Gossamer.SocketIO.Tests.Api;
using Gossamer.SocketIO.Tests.EngineIO;

namespace Gossamer.SocketIO.Tests.Events;

public sealed partial class HandlerTests
{
    [Fact]
    public async Task On_SeveralHandlersOfAName_AllRunInOrder()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.On("x", async (string a) =>
            {
                await Task.Yield();
                ran.Add("first " + a);
            });
            socket.On("x", (string a) =>
            {
                ran.Add("second " + a);
                return "answer";
            });
            socket.OnAny(message => ran.Add("any " + message.Name));
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x","1"]""")).ShouldBe("""["answer"]""");
        await client.SendAsync("""2["y"]""");
        (await client.AskAsync("""["x","2"]""")).ShouldBe("""["answer"]""");

        ran.ShouldBe(["any x", "first 1", "second 1", "any y", "any x", "first 2", "second 2"]);
    }

    [Fact]
    public async Task PrependAny_RunsBeforeThoseThatAreThere()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.OnAny(_ => Run("any"));
            socket.PrependAny(_ => Run("first"));
            socket.PrependAny(_ => Run("very first"));
            socket.On("x", () => "answer");
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x"]""")).ShouldBe("""["answer"]""");

        ran.ShouldBe(["very first", "first", "any"]);

        ValueTask Run(string name)
        {
            ran.Add(name);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task On_WhenAnEarlierHandlerThrows_TheLaterOnesStillRun()
    {
        await using var server = await StartAsync(socket =>
        {
            socket.OnAny(message => throw new InvalidOperationException(message.Name));
            socket.On("x", () => "answer");
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x"]""")).ShouldContain("internal");
        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("x");
    }

    [Fact]
    public async Task On_Disposed_HandlesNoMore()
    {
        IDisposable? registration = null;
        var ran = 0;
        await using var server = await StartAsync(socket =>
        {
            registration = socket.On("x", () => { ran++; });
            socket.On("done", () => { });
        });
        var client = await server.JoinAsync();

        await client.AskAsync("""["x"]""");
        registration!.Dispose();
        await client.SendAsync("""2["x"]""");
        await client.AskAsync("""["done"]""");

        ran.ShouldBe(1);
    }

    [Fact]
    public async Task Off_AName_TakesBackItsHandlersOnly()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.On("x", () => ran.Add("x1"));
            socket.On("x", () => ran.Add("x2"));
            socket.On("y", () => ran.Add("y"));
            socket.On("off", () => socket.Off("x"));
        });
        var client = await server.JoinAsync();

        await client.AskAsync("""["x"]""");
        await client.AskAsync("""["off"]""");
        await client.SendAsync("""2["x"]""");
        await client.AskAsync("""["y"]""");

        ran.ShouldBe(["x1", "x2", "y"]);
    }

    [Fact]
    public async Task Once_Handler_RunsForTheFirstEventOnly()
    {
        var ran = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            socket.Once("x", message => ran.Add("once"));
            socket.On("x", () =>
            {
                ran.Add("always");
                return "answer";
            });
        });
        var client = await server.JoinAsync();

        await client.AskAsync("""["x"]""");
        await client.AskAsync("""["x"]""");

        ran.ShouldBe(["once", "always", "always"]);
    }

    /// <summary>Who comes from Node looks for the client's callback among the arguments.</summary>
    [Fact]
    public async Task On_AParameterThatIsADelegate_IsRefusedInWordsAsItIsRegistered()
    {
        var refusals = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            refusals.Add(Should.Throw<NotSupportedException>(() => socket.On("x", (Action<string> answer) => answer("a"))).Message);
            refusals.Add(Should.Throw<NotSupportedException>(() => socket.On("x", (int a, Func<int, Task> answer) => answer(a))).Message);
            socket.On("ping", () => "pong");
        });
        var client = await server.JoinAsync();

        await client.AskAsync("""["ping"]"""); // the handlers are there by then
        refusals.Count.ShouldBe(2);
        refusals.ShouldAllBe(words => words.Contains("What a handler returns is the answer") && words.Contains("EmitWithAckAsync"));
    }

    [Theory]
    [InlineData("""["x"]""", "Argument 1 is missing.")]
    [InlineData("""["x",1]""", "Argument 2 is missing.")]
    [InlineData("""["x","one","b"]""", "Int32")]
    [InlineData("""["x",1,{"b":2}]""", "String")]
    public async Task On_ArgumentsThatDoNotFit_AreAnsweredAsBad(string json, string message)
    {
        var ran = false;
        await using var server = await StartAsync(socket => socket.On("x", (int a, string b) => { ran = true; }));
        var client = await server.JoinAsync();

        var answer = await client.AskAsync(json);

        answer.ShouldStartWith("""[{"error":{"code":"bad-arguments","message":" """.TrimEnd());
        answer.ShouldContain(message);
        ran.ShouldBeFalse();
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_MoreArgumentsThanAskedFor_AreLeftAlone()
    {
        await using var server = await StartAsync(socket => socket.On("x", (int a) => a));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x",1,{"more":[2]},null]""")).ShouldBe("[1]");
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("async")]
    [InlineData("raw")]
    public async Task On_HandlerThatThrows_IsLoggedAnsweredAndClosesNothing(string name)
    {
        await using var server = await StartAsync(socket =>
        {
            socket.On("sync", (int _) => throw new InvalidOperationException("secret"));
            socket.On("async", async (int _) =>
            {
                await Task.Yield();
                throw new InvalidOperationException("secret");
            });
            socket.On("raw", (EventMessage _) => ValueTask.FromException(new InvalidOperationException("secret")));
            socket.On("hello", () => "still here");
        });
        var client = await server.JoinAsync();

        (await client.AskAsync($"""["{name}",1]""")).ShouldBe(
            """[{"error":{"code":"internal","message":"The server failed to handle the event."}}]""");
        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("secret");
        (await client.AskAsync("""["hello"]""")).ShouldBe("""["still here"]""");
    }

    [Fact]
    public async Task On_AsyncHandlers_KeepTheOrderOfEvents()
    {
        var gates = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource()).ToArray();
        var ran = new List<int>();
        await using var server = await StartAsync(socket => socket.On("x", async (int n) =>
        {
            await gates[n].Task;
            ran.Add(n);
        }));
        var client = await server.JoinAsync();

        for (var n = 0; n < 4; n++)
            await client.SendAsync($"""2["x",{n}]""");
        foreach (var gate in gates.Reverse())
            gate.SetResult(); // the last one first: those that come later wait all the same
        await client.AskAsync("""["x",4]""");

        ran.ShouldBe([0, 1, 2, 3, 4]);
    }

    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task On_HandlerThatAsksTheClient_GetsTheAnswerWhileItRuns(Dialect dialect)
    {
        await using var server = await StartAsync(socket =>
        {
            socket.Use(_ => null); // with checks as without
            socket.On("x", async () => (await socket.EmitWithAckAsync<string>("q")).Value);
        });
        var client = await server.JoinAsync(dialect);

        await client.SendAsync("""25["x"]""");
        (await client.NextAsync()).ShouldBe("""21["q"]""");
        await client.SendAsync("""31["a"]""");

        (await client.NextAsync()).ShouldBe("""35["a"]""");
    }

    [Fact]
    public async Task MaxWaitingEvents_WhenReached_LetsTheClientWait()
    {
        var gate = new TaskCompletionSource();
        var started = 0;
        await using var server = await StartAsync(
            socket => socket.On("x", async () =>
            {
                Interlocked.Increment(ref started);
                await gate.Task;
            }),
            options => options.MaxWaitingEvents = 2);
        var client = await server.JoinAsync(Dialect.Polling);
        await client.SendAsync("""2["x"]"""); // runs
        await Eventually.TrueAsync(() => Volatile.Read(ref started) == 1);

        ReceiveAsync().IsCompleted.ShouldBeTrue(); // waits
        var third = ReceiveAsync(); // fills the queue: what brought it, a POST say, waits until there is room
        third.IsCompleted.ShouldBeFalse();
        started.ShouldBe(1);

        gate.SetResult();
        await third.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled);
        await client.AskAsync("""["x"]""");
        started.ShouldBe(4);

        Task ReceiveAsync()
        {
            server.IO.Engine.Sessions.TryGet(client.SessionId, out var session).ShouldBeTrue();
            return session!.ReceiveAsync(SessionFixture.Packet("""42["x"]""")).AsTask();
        }
    }

    [Fact]
    public async Task Event_NobodyHandles_GoesNowhere()
    {
        await using var server = await StartAsync(socket => socket.On("x", () => "x"));
        var client = await server.JoinAsync();

        await client.SendAsync("""21["y",{"z":1}]""");

        (await client.AskAsync("""["x"]""")).ShouldBe("""["x"]""");
    }

    private static Task<ApiServer> StartAsync(Action<Socket> onConnection, Action<SocketIOOptions>? options = null) =>
        ApiServer.StartAsync(options, io => io.OnConnection(onConnection));
}
