using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Programs test themselves under ASP.NET Core's TestHost, which upgrades nothing and has a WebSocket of its own.</summary>
public sealed class TestHostTests
{
    private readonly byte[] _buffer = new byte[4096];

    [Fact]
    public async Task WebSocket_UnderTestHost_IsServed()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSocketIO();
        await using var app = builder.Build();
        app.MapSocketIO();
        app.Services.GetRequiredService<SocketIOServer>().OnConnection(socket =>
            socket.On("echo", (string text) => socket.EmitAsync("echoed", text)));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var client = app.GetTestServer().CreateWebSocketClient();
        using var socket = await client.ConnectAsync(
            new Uri("ws://localhost/socket.io/?EIO=4&transport=websocket"), TestContext.Current.CancellationToken).Soon();
        (await ReceiveAsync(socket)).ShouldStartWith("0{");
        await SendAsync(socket, "40");
        (await ReceiveAsync(socket)).ShouldStartWith("40{");
        await SendAsync(socket, """42["echo","hello"]""");

        (await ReceiveAsync(socket)).ShouldBe("""42["echoed","hello"]""");
    }

    private static Task SendAsync(WebSocket socket, string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken).Soon();

    private async Task<string> ReceiveAsync(WebSocket socket)
    {
        var result = await socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken).Soon();
        return Encoding.UTF8.GetString(_buffer, 0, result.Count);
    }
}
