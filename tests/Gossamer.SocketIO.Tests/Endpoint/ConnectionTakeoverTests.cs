using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Gossamer.SocketIO.Tests.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>WebSockets whose connection leaves HTTP.</summary>
public sealed class ConnectionTakeoverTests
{
    private const string Request =
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    /// <summary>The example of RFC 6455, section 1.3.</summary>
    [Fact]
    public async Task Accept_TheKeyOfTheRfc_IsItsAnswer()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync(Request);
        (await raw.ReadUntilAsync("\"maxPayload\"")).ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    [Fact]
    public async Task Accept_OverHttp11_TheRequestEndsAndTheConnectionLives()
    {
        var ended = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(use: app => app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            await next(context);
            ended.TrySetResult();
        }));
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync(Request);
        await ended.Task.Soon();
        await raw.Stream.WriteAsync(Frames.Text("40"), CancellationToken.None);
        await raw.ReadUntilAsync("40{\"sid\"");
    }

    [Fact]
    public async Task Accept_FramesInTheSamePacketAsTheRequest_AreRead()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.Stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(Request), .. Frames.Text("40")], CancellationToken.None);
        (await raw.ReadUntilAsync("40{\"sid\"")).ShouldContain("101 Switching Protocols");
    }

    [Fact]
    public async Task Accept_AfterOtherRequestsOnTheConnection_Opens()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
        (await raw.ReadUntilAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 404");
        await raw.SendAsync(Request);
        await raw.ReadUntilAsync("\"maxPayload\"");
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Accept_TheClientGoesAtOnce_LeavesNoSession()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            using var raw = await RawConnection.OpenAsync(server.Address);
            await raw.SendAsync(Request);
            (await raw.ReadUntilAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 101");
        }

        await Patience.UntilAsync(() => server.Io.ConnectionCount == 0, "no session is left");
    }

    [Fact]
    public async Task Accept_ARequestWithABody_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync(Request.Replace("\r\n\r\n", "\r\nContent-Length: 5\r\n\r\nhello", StringComparison.Ordinal));
        (await raw.ReadUntilAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 400");
        server.Io.ConnectionCount.ShouldBe(0);
    }
}
