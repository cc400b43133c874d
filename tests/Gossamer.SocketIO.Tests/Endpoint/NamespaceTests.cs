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
