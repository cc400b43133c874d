using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>A client that offers sub-protocols refuses a connection that names none of them.</summary>
public sealed class SubProtocolTests
{
    [Theory]
    [InlineData(false)] // the connection is taken over from HTTP
    [InlineData(true)]  // the platform's WebSocket
    public async Task Connect_SubProtocolsOffered_TheFirstIsAnswered(bool isDeflated)
    {
        await using var server = await TestServer.StartAsync(o => o.PerMessageDeflate = isDeflated);

        (await AgreedAsync(server, "chat.v1", "arduino")).ShouldBe("chat.v1");
    }

    [Fact]
    public async Task Connect_OverHttp2_TheFirstIsAnswered()
    {
        await using var server = await TestServer.StartAsync(protocols: HttpProtocols.Http2);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        await using var client = await WebSocketClient.ConnectAsync(
            server.Url("EIO=4&transport=websocket"),
            socket =>
            {
                socket.Options.HttpVersion = HttpVersion.Version20;
                socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
                socket.Options.AddSubProtocol("chat.v1");
            },
            http);

        client.Socket.SubProtocol.ShouldBe("chat.v1");
    }

    [Fact]
    public async Task Connect_NoneOffered_NoneIsAnswered()
    {
        await using var server = await TestServer.StartAsync(o => o.SubProtocol = _ => "chat.v1");

        (await AgreedAsync(server)).ShouldBeNull();
    }

    [Fact]
    public async Task Connect_AnOptionChooses_ThatOneIsAnswered()
    {
        await using var server = await TestServer.StartAsync(o => o.SubProtocol = offered => offered[^1]);

        (await AgreedAsync(server, "chat.v1", "arduino")).ShouldBe("arduino");
    }

    [Fact]
    public async Task Connect_TheOptionNamesWhatIsNotOffered_NoneIsAnswered()
    {
        await using var server = await TestServer.StartAsync(o => o.SubProtocol = _ => "chat.v2");

        (await AgreedAsync(server, "chat.v1")).ShouldBeNull();
    }

    /// <summary>What is no token could not be answered.</summary>
    [Theory]
    [InlineData("a b")]
    [InlineData("\u00e4")]
    public async Task Connect_WhatIsNoSubProtocol_IsNotAnswered(string offered)
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\nSec-WebSocket-Protocol: {offered}\r\n\r\n");

        var head = await raw.ReadUntilAsync("\r\n\r\n");

        head.ShouldStartWith("HTTP/1.1 101");
        head.ShouldNotContain("Sec-WebSocket-Protocol", Case.Insensitive);
    }

    private static async Task<string?> AgreedAsync(TestServer server, params string[] offered)
    {
        await using var client = await WebSocketClient.ConnectAsync(
            server.Url("EIO=4&transport=websocket"),
            socket =>
            {
                foreach (var name in offered)
                    socket.Options.AddSubProtocol(name);
            });
        return client.Socket.SubProtocol;
    }
}
