using System.Text.Json;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class RecoveryTests
{
    /// <summary>A token may have been withdrawn since: the check has to see the one that the client gives now.</summary>
    [Theory]
    [InlineData("good", true)]
    [InlineData("withdrawn", false)]
    public async Task Resume_ChecksRun_WithWhatTheClientGivesNow(string token, bool resumed)
    {
        await using var server = await TestServer.StartAsync(o => o.Recovery = new RecoveryOptions());
        server.Io.Use(socket => ValueTask.FromResult(socket.Auth.GetString("token") == "good" ? null : new ConnectRefusal("no")));
        await using var first = await server.WebSocketAsync();
        (await first.ReceiveAsync()).ShouldStartWith("0{");
        await first.SendAsync("40{\"token\":\"good\"}");
        var accepted = JsonDocument.Parse((await first.ReceiveAsync())[2..]).RootElement;
        await server.Sockets.Single().EmitAsync("hello", 1);
        var offset = JsonDocument.Parse((await first.ReceiveAsync())[2..]).RootElement[2].GetString();
        first.Socket.Abort();
        await server.UntilEmptyAsync();

        await using var second = await server.WebSocketAsync();
        (await second.ReceiveAsync()).ShouldStartWith("0{");
        var pid = accepted.GetProperty("pid").GetString();
        await second.SendAsync($"40{{\"token\":\"{token}\",\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");
        var reply = await second.ReceiveAsync();
        if (resumed)
            reply.ShouldContain(accepted.GetProperty("sid").GetString()!);
        else
            reply.ShouldBe("44{\"message\":\"no\"}");
    }

    /// <summary>Valid JSON, of which the JSON reader makes no strings.</summary>
    [Theory]
    [InlineData("{\"\\ud800\":1,\"pid\":\"x\",\"offset\":\"y\"}")]
    [InlineData("{\"pid\":\"\\ud800\",\"offset\":\"y\"}")]
    [InlineData("{\"pid\":{},\"offset\":[]}")]
    [InlineData("{\"pid\":\"unknown\",\"offset\":\"unknown\"}")]
    public async Task Resume_OddAuth_ConnectsAnew(string auth)
    {
        await using var server = await TestServer.StartAsync(o => o.Recovery = new RecoveryOptions());
        await using var client = await server.WebSocketAsync();
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        await client.SendAsync("40" + auth);
        (await client.ReceiveAsync()).ShouldStartWith("40{\"sid\"");
    }

    /// <summary>The predicate is asked for each client that joins, one that comes back among them.</summary>
    [Fact]
    public async Task Resume_PredicateRefusesNow_IsRefused()
    {
        await using var server = await TestServer.StartAsync(o => o.Recovery = new RecoveryOptions());
        server.Io.Of((name, auth) => ValueTask.FromResult(name == "/room" && auth.GetString("token") == "good"));
        string pid;
        await using (var first = await server.WebSocketAsync())
        {
            await first.ReceiveAsync();
            await first.SendAsync("40/room,{\"token\":\"good\"}");
            pid = (await first.ReceiveAsync()).Split("\"pid\":\"")[1].Split('"')[0];
            first.Socket.Abort();
        }

        await server.UntilEmptyAsync();
        await using var second = await server.WebSocketAsync();
        await second.ReceiveAsync();
        await second.SendAsync($"40/room,{{\"pid\":\"{pid}\"}}");
        (await second.ReceiveAsync()).ShouldBe("44/room,{\"message\":\"Invalid namespace\"}");
        await second.SendAsync($"40/room,{{\"pid\":\"{pid}\",\"token\":\"good\"}}");
        (await second.ReceiveAsync()).ShouldContain($"\"pid\":\"{pid}\"");
    }
}
