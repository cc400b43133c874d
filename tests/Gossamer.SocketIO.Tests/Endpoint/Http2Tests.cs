using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class Http2Tests
{
    [Fact]
    public async Task WebSocket_OverHttp2_Works()
    {
        await using var server = await TestServer.StartAsync(protocols: HttpProtocols.Http2);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var invoker = new HttpMessageInvoker(handler);
        await using var client = await ConnectAsync(server.Url("EIO=4&transport=websocket"), invoker);
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        await client.SendAsync("40");
        (await client.ReceiveAsync()).ShouldStartWith("40");
        for (var i = 0; i < 200; i++)
        {
            await client.SendAsync($"42[\"message\",{i}]");
            (await client.ReceiveAsync()).ShouldBe($"42[\"message-back\",{i}]");
        }

        await client.SendAsync("1");
        (await client.ReceiveEndAsync()).ShouldStartWith("close 1000");
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task PollingAndUpgrade_OverHttp2_Work()
    {
        await using var server = await TestServer.StartAsync(protocols: HttpProtocols.Http2);
        var polling = new PollingClient(server, 4, "") { Version = HttpVersion.Version20 };
        await polling.JoinAsync();
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var invoker = new HttpMessageInvoker(handler);
        await using var client = await ConnectAsync(polling.UpgradeUrl, invoker);
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        await client.SendAsync("5");
        await client.SendAsync("42[\"message\",1]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\",1]");
    }

    [Fact]
    public async Task PingTimeout_OverHttp2_EndsTheRequest()
    {
        await using var server = await TestServer.StartAsync(protocols: HttpProtocols.Http2);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var invoker = new HttpMessageInvoker(handler);
        await using var client = await ConnectAsync(server.Url("EIO=4&transport=websocket"), invoker);
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        server.Time.Advance(TimeSpan.FromSeconds(46));
        await client.ReceiveEndAsync();
        await server.UntilEmptyAsync();
    }

    private static Task<WebSocketClient> ConnectAsync(Uri url, HttpMessageInvoker invoker) => WebSocketClient.ConnectAsync(
        url,
        socket =>
        {
            socket.Options.HttpVersion = HttpVersion.Version20;
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        },
        invoker);
}
