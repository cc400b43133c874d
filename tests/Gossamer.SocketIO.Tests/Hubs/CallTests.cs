using Gossamer.SocketIO.Tests.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class CallTests
{
    [Theory]
    [InlineData("""["void","x"]""", "[]")]
    [InlineData("""["task","x"]""", "[]")]
    [InlineData("""["valueTask","x"]""", "[]")]
    [InlineData("""["add",1,2]""", "[3]")]
    [InlineData("""["addLater",1,2]""", "[3]")]
    [InlineData("""["addAtOnce",1,2,"more"]""", "[3]")]
    [InlineData("""["record",{"token":"t","age":3}]""", """[{"token":"t","age":4}]""")]
    [InlineData("""["nothing"]""", "[null]")]
    [InlineData("""["own name"]""", """["own"]""")]
    [InlineData("""["optional"]""", """["a=7 b=b c= d="]""")]
    [InlineData("""["optional",1,"x",2,"y"]""", """["a=1 b=x c=2 d=y"]""")]
    [InlineData("""["optional",1,"x",null]""", """["a=1 b=x c= d="]""")]
    [InlineData("""["service",5]""", """["5 from the scope"]""")]
    [InlineData("""["nine",1,2,3,4,5,6,7,8,9]""", "[45]")]
    [InlineData("""["inherited"]""", """["overridden"]""")]
    [InlineData("""["pair"]""", """[1,"two"]""")]
    public async Task Call_OfAMethod_IsAnsweredWithItsResult(string call, string answer)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        (await client.AskAsync(call)).ShouldBe(answer);
        server.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["add",1]""", "bad-arguments")]
    [InlineData("""["add",1,"two"]""", "bad-arguments")]
    [InlineData("""["add"]""", "bad-arguments")]
    [InlineData("""["noSuchMethod",1]""", "unknown-event")]
    [InlineData("""["Add",1,2]""", "unknown-event")]
    [InlineData("""["onConnected"]""", "unknown-event")]
    [InlineData("""["dispose"]""", "unknown-event")]
    [InlineData("""["toString"]""", "unknown-event")]
    [InlineData("""["tell","code"]""", "code")]
    public async Task Call_ThatFails_IsAnsweredWithTheError(string call, string code)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        (await client.AskAsync(call)).ShouldStartWith($$$"""[{"error":{"code":"{{{code}}}",""");
        server.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["add",1,"two"]""", false, "The arguments do not fit: $.")]
    [InlineData("""["add",1]""", false, "The arguments do not fit: argument 2 is missing.")]
    [InlineData("""["record",{"token":"t","age":"old"}]""", false, "The arguments do not fit: $.age.")]
    [InlineData("""["add",1]""", true, "Argument 2 is missing.")]
    [InlineData("""["add",1,"two"]""", true, "The JSON value could not be converted to System.Int32.")]
    public async Task Arguments_ThatDoNotFit_AreToldInDetailOnlyWhereThatIsWanted(string call, bool isDetailed, string message)
    {
        await using var server = await StartAsync(services => services.AddSocketHubs<Hub>(o => o.EnableDetailedErrors = isDetailed));
        var client = await server.JoinAsync();

        (await client.AskAsync(call)).ShouldStartWith($$$"""[{"error":{"code":"bad-arguments","message":"{{{message}}}""");
    }

    [Fact]
    public async Task HubException_GoesToTheClient_AnyOtherDoesNot()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        (await client.AskAsync("""["tell","the-code"]""")).ShouldBe("""[{"error":{"code":"the-code","message":"told"}}]""");
        (await client.AskAsync("""["fail"]""")).ShouldNotContain("secret");
        (await client.AskAsync("""["failLater"]""")).ShouldBe(
            """[{"error":{"code":"internal","message":"The server failed to handle the event."}}]""");
        server.Errors.Select(static e => e!.Message).ShouldBe(["secret", "secret"]);
    }

    [Fact]
    public async Task DetailedErrors_GoToTheClient_AndToTheLog()
    {
        await using var server = await StartAsync(services => services.AddSocketHubs<Hub>(o => o.EnableDetailedErrors = true));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["fail"]""")).ShouldBe(
            """[{"error":{"code":"internal","message":"InvalidOperationException: secret"}}]""");
        server.Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Bytes_TravelAsAttachments_BothWays()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.SendAsync("""51-7["reversed",{"_placeholder":true,"num":0}]""", [1, 2, 3]);

        (await client.NextAsync()).ShouldBe("""61-7[{"_placeholder":true,"num":0}]""");
        (await client.NextBinaryAsync()).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task Calls_OfOneClient_RunOneAtATime()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        var gate = server.App.Services.GetRequiredService<Gate>();

        await client.SendAsync("""21["waitForGate"]""");
        await client.SendAsync("""22["add",1,1]""");
        await gate.Reached.Task;
        gate.Opened.SetResult();

        (await client.NextAsync()).ShouldBe("31[]");
        (await client.NextAsync()).ShouldBe("32[2]");
    }

    [Fact]
    public async Task CancellationToken_IsCancelled_WhenTheClientIsGone()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        var gate = server.App.Services.GetRequiredService<Gate>();

        await client.SendAsync("""21["waitForCancellation"]""");
        await gate.Reached.Task;
        client.Abort();

        await gate.Opened.Task.WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Hub_IsMadeForEachCall_InAScopeThatEndsWithIt()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        var log = server.App.Services.GetRequiredService<Gate>().Log;
        log.Clear(); // of OnConnectedAsync

        await client.AskAsync("""["add",1,2]""");
        await client.AskAsync("""["fail"]""");
        await client.AskAsync("""["add",1,2]""");

        string[] each = ["made", "disposed", "scope ended"];
        log.Take(8).ShouldBe([.. each, .. each, .. each[..2]]); // the last answer may be here before its scope's end
    }

    [Fact]
    public async Task Hub_RegisteredInTheContainer_ComesFromThere()
    {
        await using var server = await StartAsync(services => services.AddScoped(provider => new Hub(
            provider.GetRequiredService<Gate>(), new Scoped(new Gate(), "the factory"))));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["whoMadeMe"]""")).ShouldBe("""["the factory"]""");
    }

    [Fact]
    public async Task HandlersOfTheSocket_StandBesideTheHubs()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();
        await client.AskAsync("""["add",1,2]"""); // it is connected by now
        server.IO.Sockets.Single().On("noSuchMethod", () => "handled");

        (await client.AskAsync("""["noSuchMethod"]""")).ShouldBe("""["handled"]""");
        (await client.AskAsync("""["add",1,2]""")).ShouldBe("[3]");
    }

    private static Task<ApiServer> StartAsync(Action<IServiceCollection>? more = null) => HubServer.StartAsync<Hub>(services =>
    {
        services.AddSingleton<Gate>();
        services.AddScoped(provider => new Scoped(provider.GetRequiredService<Gate>(), "the scope"));
        more?.Invoke(services);
    });

    internal sealed class Gate
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Log { get; } = [];
    }

    internal sealed class Scoped(Gate gate, string name) : IDisposable
    {
        public string Name => name;

        public void Dispose() => gate.Log.Add("scope ended");
    }

    internal abstract class Base : SocketHub
    {
        public virtual string Inherited() => "inherited";
    }

    internal sealed partial class Hub : Base, IDisposable
    {
        private readonly Gate _gate;
        private readonly Scoped _scoped;

        public Hub(Gate gate, Scoped scoped)
        {
            (_gate, _scoped) = (gate, scoped);
            gate.Log.Add("made");
        }

        public static void Static(Action ignored) => ignored();

        public override string Inherited() => "overridden";

        public void Void(string _) => Context.ConnectionId.ShouldNotBeEmpty();

        public Task Task(string _) => System.Threading.Tasks.Task.CompletedTask;

        public async ValueTask ValueTask(string _) => await System.Threading.Tasks.Task.Yield();

        public int Add(int a, int b) => a + b;

        public async Task<int> AddLaterAsync(int a, int b)
        {
            await System.Threading.Tasks.Task.Yield();
            return a + b;
        }

        public ValueTask<int> AddAtOnce(int a, int b) => new(a + b);

        public Login Record(Login login) => login with { Age = login.Age + 1 };

        public string? Nothing() => null;

        public (int, string) Pair() => (1, "two");

        [EventName("own name")]
        public string Named() => "own";

        public string Optional(int a = 7, string b = "b", int? c = null, string? d = null) => $"a={a} b={b} c={c} d={d}";

        public string Service([FromServices] Scoped scoped, int number, CancellationToken cancellation) =>
            $"{number} from {(cancellation.CanBeCanceled ? scoped.Name : "")}";

        public int Nine(int a, int b, int c, int d, int e, int f, int g, int h, int i) => a + b + c + d + e + f + g + h + i;

        public byte[] Reversed(ReadOnlyMemory<byte> bytes) => [.. bytes.ToArray().Reverse()];

        public void Tell(string code) => throw new SocketHubException("told", code);

        public void Fail() => throw new InvalidOperationException("secret");

        public async Task FailLater()
        {
            await System.Threading.Tasks.Task.Yield();
            throw new InvalidOperationException("secret");
        }

        public string WhoMadeMe() => _scoped.Name;

        public Task WaitForGate()
        {
            _gate.Reached.SetResult();
            return _gate.Opened.Task;
        }

        public async Task WaitForCancellation(CancellationToken cancellation)
        {
            _gate.Reached.SetResult();
            try
            {
                await System.Threading.Tasks.Task.Delay(Timeout.Infinite, cancellation);
            }
            finally
            {
                _gate.Opened.SetResult();
            }
        }

        public void Dispose() => _gate.Log.Add("disposed");
    }
}
