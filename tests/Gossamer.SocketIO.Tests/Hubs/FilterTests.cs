using System.Collections.Concurrent;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class FilterTests
{
    [Fact]
    public async Task Filters_OfAllHubsAndOfOne_RunAroundEachOther()
    {
        var log = new ConcurrentQueue<string>();
        await using var server = await StartAsync(log);
        var client = await server.JoinAsync();

        (await client.AskAsync("""["add",1,2]""")).ShouldBe("[3]");
        await client.SendAsync("1");
        await Eventually.TrueAsync(() => log.Count == 12);

        log.ShouldBe([
            "all connected", "own connected", "own", "all",
            "all Add add 1 2", "own Add add 1 2", "own 3", "all 3",
            "all client namespace disconnect", "own client namespace disconnect", "own", "all",
        ]);
    }

    [Theory]
    [InlineData("""["secret"]""", """[{"error":{"code":"hub-error","message":"marked hidden"}}]""")]
    [InlineData("""["changed",1]""", "[200]")]
    [InlineData("""["nothing"]""", "[]")]
    [InlineData("""["echo","x"]""", """["x"]""")]
    public async Task Filter_MayRefuseAndChange(string call, string answer)
    {
        await using var server = await HubServer.StartAsync<Hub>(services => services.AddSocketHubs(o => o.AddFilter(new Changing())));
        var client = await server.JoinAsync();

        (await client.AskAsync(call)).ShouldBe(answer);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filter_FromTheContainer_IsOfTheCallsScope()
    {
        var made = new ConcurrentQueue<Scoped>();
        await using var server = await HubServer.StartAsync<Hub>(services => services
            .AddScoped(_ =>
            {
                var filter = new Scoped();
                made.Enqueue(filter);
                return filter;
            })
            .AddSocketHubs(o => o.AddFilter<Scoped>()));
        var client = await server.JoinAsync();

        await client.AskAsync("""["add",1,2]""");
        await client.AskAsync("""["add",1,2]""");

        made.Count.ShouldBe(3); // and one for OnConnectedAsync
    }

    [Fact]
    public async Task Filter_MadeForACall_IsDisposedOfWithIt()
    {
        var log = new ConcurrentQueue<string>();
        await using var server = await HubServer.StartAsync<Hub>(services => services
            .AddSingleton(log)
            .AddSocketHubs(o =>
            {
                o.AddFilter<Disposed>();
                o.AddFilter<AsyncDisposed>();
            }));
        var client = await server.JoinAsync();
        await client.AskAsync("""["add",1,2]""");

        await Eventually.TrueAsync(() => log.Count == 4); // of OnConnectedAsync, and of the call

        log.ShouldBe(["disposed", "disposed asynchronously", "disposed", "disposed asynchronously"]);
    }

    private static Task<ApiServer> StartAsync(ConcurrentQueue<string> log) => HubServer.StartAsync<Hub>(services => services
        .AddSocketHubs<Hub>(o => o.AddFilter(new Telling("own", log)))
        .AddSocketHubs(o => o.AddFilter(new Telling("all", log))));

    private sealed class Telling(string name, ConcurrentQueue<string> log) : ISocketHubFilter
    {
        public async ValueTask<object?> InvokeMethodAsync(
            SocketHubInvocationContext invocationContext, Func<SocketHubInvocationContext, ValueTask<object?>> next)
        {
            log.Enqueue($"{name} {invocationContext.HubMethodName} {invocationContext.EventName} "
                + string.Join(' ', invocationContext.HubMethodArguments));
            var result = await next(invocationContext);
            log.Enqueue($"{name} {result}");
            return result;
        }

        public async Task OnConnectedAsync(SocketHubLifetimeContext context, Func<SocketHubLifetimeContext, Task> next)
        {
            log.Enqueue($"{name} connected");
            await next(context);
            log.Enqueue(name);
        }

        public async Task OnDisconnectedAsync(
            SocketHubLifetimeContext context, DisconnectReason reason, Func<SocketHubLifetimeContext, DisconnectReason, Task> next)
        {
            log.Enqueue($"{name} {reason}");
            await next(context, reason);
            log.Enqueue(name);
        }
    }

    private sealed class Changing : ISocketHubFilter
    {
        public async ValueTask<object?> InvokeMethodAsync(
            SocketHubInvocationContext c, Func<SocketHubInvocationContext, ValueTask<object?>> next)
        {
            if (c.HubMethodMetadata.OfType<HiddenAttribute>().SingleOrDefault() is { } hidden)
                throw new SocketHubException($"marked {hidden.Word}");
            if (c.HubMethodName != "Changed")
                return await next(c);
            object?[] arguments = [(int)c.HubMethodArguments[0]! + 1];
            var result = await next(new SocketHubInvocationContext(
                c.Context, c.ServiceProvider, c.Hub, c.HubMethodName, c.EventName, arguments, c.HubMethodMetadata));
            return (int)result! * 100;
        }
    }

    internal sealed class Scoped : ISocketHubFilter;

    private sealed class Disposed(ConcurrentQueue<string> log) : ISocketHubFilter, IDisposable
    {
        public void Dispose() => log.Enqueue("disposed");
    }

    private sealed class AsyncDisposed(ConcurrentQueue<string> log) : ISocketHubFilter, IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            log.Enqueue("disposed asynchronously");
            return ValueTask.CompletedTask;
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class HiddenAttribute(string word) : Attribute
    {
        public string Word => word;
    }

    internal sealed partial class Hub : SocketHub
    {
        public int Add(int a, int b) => a + b;

        [Hidden("hidden")]
        public int Secret() => 1;

        public int Changed(int a) => a;

        public void Nothing() => Context.ConnectionId.ShouldNotBeEmpty();

        public string Echo(string text) => text;
    }
}
