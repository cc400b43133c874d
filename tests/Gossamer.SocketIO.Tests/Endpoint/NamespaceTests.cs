using System.Collections.Concurrent;
using System.Text;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class NamespaceTests
{
    /// <summary>Two left at once, and the second is late to say that nobody is there: by then somebody may be, in a new one.</summary>
    [Fact]
    public async Task DynamicNamespace_LeftAndJoinedAgain_StaysOne()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Of(name => name == "/room");
        var first = await JoinAsync(server);
        var old = server.Io.Namespaces;
        var left = SocketOf(server).Namespace;
        await first.DisposeAsync();
        await server.UntilEmptyAsync();

        await using var second = await JoinAsync(server);
        old.OnLeft(left);
        await using var third = await JoinAsync(server);
        SocketOf(server).Namespace.PresentSockets.Count().ShouldBe(2);
    }

    /// <summary>A match that times out throws, as the documentation asks for.</summary>
    [Fact]
    public async Task Pattern_Throws_IsARefusal()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Of(_ => throw new TimeoutException("on purpose"));
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/room,");
        (await client.ReceiveAsync()).ShouldBe("44/room,{\"message\":\"Invalid namespace\"}");
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        server.Errors.TryDequeue(out var error).ShouldBeTrue();
        error!.ShouldContain("on purpose");
    }

    [Fact]
    public async Task Predicate_SeesWhatEachClientGave_AndMayTakeItsTime()
    {
        await using var server = await TestServer.StartAsync();
        var asked = new ConcurrentQueue<string>();
        var answer = new TaskCompletionSource<bool>();
        server.Io.Of((name, auth) =>
        {
            asked.Enqueue($"{name} {Encoding.UTF8.GetString(auth.Json.Span)}");
            return auth.GetString("key") == "slow" ? new ValueTask<bool>(answer.Task) : ValueTask.FromResult(auth.GetString("key") == "ok");
        });
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/a,{\"key\":\"slow\"}");
        await client.SendAsync("42[\"message\"]"); // which does not wait for it
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        answer.SetResult(true);
        (await client.ReceiveAsync()).ShouldStartWith("40/a,{\"sid\"");
        await using var second = await server.JoinAsync();
        await second.SendAsync("40/a,{\"key\":\"no\"}"); // though there is such a namespace by now
        (await second.ReceiveAsync()).ShouldBe("44/a,{\"message\":\"Invalid namespace\"}");
        await second.SendAsync("40/a,{\"key\":\"ok\"}");
        (await second.ReceiveAsync()).ShouldStartWith("40/a,{\"sid\"");
        asked.ShouldBe(["/a {\"key\":\"slow\"}", "/a {\"key\":\"no\"}", "/a {\"key\":\"ok\"}"]);
    }

    [Fact]
    public async Task Predicate_Throws_IsARefusal()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Of(async (_, _) =>
        {
            await Task.Yield();
            throw new TimeoutException("on purpose");
        });
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/room,");
        (await client.ReceiveAsync()).ShouldBe("44/room,{\"message\":\"Invalid namespace\"}");
        server.Errors.TryDequeue(out var error).ShouldBeTrue();
        error!.ShouldContain("on purpose");
    }

    [Fact]
    public async Task OnNewNamespace_NamedOrDynamic_ComesBeforeItsFirstSocket()
    {
        await using var server = await TestServer.StartAsync();
        var told = new ConcurrentQueue<string>();
        server.Io.OnNewNamespace(ns =>
        {
            told.Enqueue(ns.Name);
            ns.Use(_ => new ConnectRefusal("not yet"));
        });
        server.Io.Of("/named");
        server.Io.Of("/named");
        server.Io.Of(name => name == "/room");
        await using var client = await server.JoinAsync();
        await client.SendAsync("40/room,");
        (await client.ReceiveAsync()).ShouldBe("44/room,{\"message\":\"not yet\"}");
        told.ShouldBe(["/named", "/room"]);
    }

    /// <summary>As in Node: the handler asks for the namespace by its name, or for another.</summary>
    [Fact]
    public async Task OnNewNamespace_HandlerThatAsksForNamespaces_GetsThem()
    {
        await using var server = await TestServer.StartAsync();
        var same = new ConcurrentQueue<bool>();
        server.Io.OnNewNamespace(ns =>
        {
            same.Enqueue(ReferenceEquals(server.Io.Of(ns.Name), ns));
            server.Io.Of("/admin");
        });
        var pattern = server.Io.Of(name => name == "/room");
        await using var client = await JoinAsync(server);
        same.ShouldBe([true, true]);
        pattern.Namespaces.Single().Name.ShouldBe("/room");
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task CleanupEmptyChildNamespaces_LastSocketLeft_Decides(bool cleanup, int left)
    {
        await using var server = await TestServer.StartAsync(o => o.CleanupEmptyChildNamespaces = cleanup);
        var pattern = server.Io.Of(name => name == "/room");
        var client = await JoinAsync(server);
        pattern.Namespaces.Count.ShouldBe(1);
        await client.DisposeAsync();
        await server.UntilEmptyAsync();
        await Patience.UntilAsync(() => pattern.Namespaces.Count == left, "the namespace is as it should be");
    }

    private static async Task<WebSocketClient> JoinAsync(TestServer server)
    {
        var client = await server.WebSocketAsync();
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        await client.SendAsync("40/room,");
        (await client.ReceiveAsync()).ShouldStartWith("40/room,{\"sid\"");
        return client;
    }

    private static Socket SocketOf(TestServer server)
    {
        server.Io.Namespaces.TryGet("/room", out var ns).ShouldBeTrue();
        return ns!.PresentSockets.First();
    }
}
