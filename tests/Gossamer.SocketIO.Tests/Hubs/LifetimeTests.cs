using System.Collections.Concurrent;
using Gossamer.SocketIO.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed partial class LifetimeTests
{
    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Client_ThatComesAndGoes_IsTold(Dialect dialect)
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync(dialect);
        await client.AskAsync("""["count"]""");
        var id = server.IO.Sockets.Single().Id;

        await client.SendAsync("1");
        await Eventually.TrueAsync(() => Log(server).Count == 2);

        Log(server).ShouldBe([$"connected {id}", $"client namespace disconnect {id} in g"]);
    }

    [Fact]
    public async Task Calls_WaitForOnConnected()
    {
        await using var server = await StartAsync();
        var gate = server.App.Services.GetRequiredService<Gate>();
        gate.Opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = await server.JoinAsync();

        await client.SendAsync("""21["count"]""");
        await Eventually.TrueAsync(() => server.IO.Sockets.Any());
        Log(server).ShouldBeEmpty();
        gate.Opened.SetResult();

        (await client.NextAsync()).ShouldBe("31[1]");
        Log(server).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task OnConnected_ThatThrows_DisconnectsTheClient_AndIsNotFollowedByOnDisconnected()
    {
        await using var server = await StartAsync();
        server.App.Services.GetRequiredService<Gate>().Fails = true;
        var client = await server.OpenAsync(Dialect.WebSocket);

        await client.SendAsync("0");
        (await client.NextAsync()).ShouldStartWith("0{");
        (await client.NextAsync()).ShouldBe("1");

        await Eventually.TrueAsync(() => server.Errors.Count == 1);
        Log(server).ShouldBeEmpty();
        server.IO.Sockets.ShouldBeEmpty();
    }

    [Fact]
    public async Task Items_StayBetweenCalls_OfOneClient()
    {
        await using var server = await StartAsync();
        var (one, other) = (await server.JoinAsync(), await server.JoinAsync());

        (await one.AskAsync("""["count"]""")).ShouldBe("[1]");
        (await one.AskAsync("""["count"]""")).ShouldBe("[2]");
        (await other.AskAsync("""["count"]""")).ShouldBe("[1]");
    }

    [Fact]
    public async Task Abort_ClosesTheConnection()
    {
        await using var server = await StartAsync();
        var client = await server.JoinAsync();

        await client.SendAsync("""2["abort"]""");

        await client.Closed;
    }

    [Fact]
    public async Task Recovered_Client_KeepsItemsAndGroups_AndIsTheUserThatItIsNow()
    {
        await using var server = await StartAsync(o => o.Recovery = new RecoveryOptions());
        var client = await server.JoinAsAsync("anna");
        (await client.AskAsync("""["count"]""")).ShouldBe("[1]");
        var socket = server.IO.Sockets.Single();
        var pid = socket.PrivateSessionId;
        client.Abort();
        await Eventually.TrueAsync(() => socket.IsAwaitingReconnect);

        var again = await server.OpenAsync(Dialect.WebSocket);
        (await again.ReturnAsync($$"""{"pid":"{{pid}}","user":"billy"}""")).Reply.ShouldContain(socket.Id);
        (await again.AskAsync("""["count"]""")).ShouldBe("[2]");
        var clients = server.App.Services.GetRequiredService<ISocketHubContext<Hub>>().Clients;
        await clients.User("anna").EmitAsync("to anna");
        await clients.User("billy").EmitAsync("to billy");
        await clients.Group("g").EmitAsync("to g");

        (await again.NextAsync()).ShouldStartWith("""2["to billy",""");
        (await again.NextAsync()).ShouldStartWith("""2["to g",""");
    }

    [Fact]
    public async Task Mapping_TwiceOfOneNamespaceOrOneHub_Throws()
    {
        await using var server = await StartAsync();

        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<Other>("/")).Message.ShouldContain("has a hub already");
        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<Hub>("/b")).Message.ShouldContain("in another namespace");
        server.App.MapSocketHub<Other>("other").Name.ShouldBe("/other");
    }

    [Fact]
    public async Task Mapping_OfAHubWithATypeThatNobodyKnows_Throws()
    {
        await using var server = await ApiServer.StartAsync(o => o.Json = new() { TypeInfoResolver = TestJson.Default });

        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<Unknown>())
            .Message.ShouldStartWith($"The hub {typeof(Unknown)}, Take: ");
        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<UnknownClient>("/b"))
            .Message.ShouldStartWith($"The hub {typeof(UnknownClient)}, its client interface: ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Mapping_WithAnOptionOutOfRange_Throws(int streams)
    {
        await using var server = await ApiServer.StartAsync(
            services: services => services.AddSocketHubs(o => o.MaxStreamsPerConnection = streams));

        Should.Throw<InvalidOperationException>(() => server.App.MapSocketHub<Other>()).Message.ShouldContain("from 1 to 1000");
    }

    private static Task<ApiServer> StartAsync(Action<SocketIOOptions>? options = null) =>
        HubServer.StartAsync<Hub>(services => services.AddSingleton<Gate>(), options);

    private static ConcurrentQueue<string> Log(ApiServer server) => server.App.Services.GetRequiredService<Gate>().Log;

    internal sealed class Gate
    {
        public ConcurrentQueue<string> Log { get; } = new();

        public bool Fails { get; set; }

        public TaskCompletionSource? Opened { get; set; }
    }

    internal sealed partial class Hub(Gate gate) : SocketHub
    {
        public override async Task OnConnectedAsync()
        {
            if (gate.Opened is { } opened)
                await opened.Task;
            if (gate.Fails)
                throw new InvalidOperationException("x");
            await Groups.AddToGroupAsync(Context.ConnectionId, "g");
            gate.Log.Enqueue($"connected {Context.ConnectionId}");
        }

        public override Task OnDisconnectedAsync(DisconnectReason reason)
        {
            gate.Log.Enqueue($"{reason} {Context.ConnectionId} in {string.Join(' ', Context.Socket.Rooms)}");
            return Task.CompletedTask;
        }

        public int Count()
        {
            var count = Context.Items.TryGetValue("count", out var value) ? (int)value! + 1 : 1;
            Context.Items["count"] = count;
            return count;
        }

        public void Abort() => Context.Abort();
    }

    internal sealed partial class Other : SocketHub;

    internal sealed partial class Unknown : SocketHub
    {
        public void Take(Version version) => version.ShouldNotBeNull();
    }

    internal interface IUnknown
    {
        Task Take(Version version);
    }

    internal sealed partial class UnknownClient : SocketHub<IUnknown>;
}
