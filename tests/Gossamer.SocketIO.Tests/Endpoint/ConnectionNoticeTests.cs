using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>What an application hears of connections, where Node has <c>io.engine</c> and <c>socket.conn</c>.</summary>
public sealed class ConnectionNoticeTests
{
    /// <summary>The same requests and codes as socket.io 4.8.</summary>
    [Theory]
    [InlineData("EIO=3&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("EIO=4&transport=x", 0, "Transport unknown")]
    [InlineData("EIO=4&transport=polling&sid=nope", 1, "Session ID unknown")]
    [InlineData("", 0, "Transport unknown")]
    public async Task OnConnectionError_RequestRefused_TellsCodeAndRequest(string query, int code, string message)
    {
        await using var server = await TestServer.StartAsync(o => o.AllowEIO3 = false);
        var errors = new ConcurrentQueue<(int Code, string Message, int Status, string Query)>();
        server.Io.OnConnectionError(e =>
            errors.Enqueue((e.Code, e.Message, e.StatusCode, e.HttpContext.Request.QueryString.Value!.TrimStart('?'))));
        using var response = await server.Http.GetAsync(server.Url(query), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .ShouldStartWith($"{{\"code\":{code},\"message\":\"{message}\"");
        await Patience.UntilAsync(() => !errors.IsEmpty, "the application has been told");
        errors.ShouldBe([(code, message, 400, query)]);
    }

    [Fact]
    public async Task OnConnectionError_HandlerThrows_IsLoggedAndTheClientIsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.OnConnectionError(_ => throw new InvalidOperationException("on purpose"));
        using var response = await server.Http.GetAsync(server.Url("EIO=4&transport=x"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
        await Patience.UntilAsync(() => !server.Errors.IsEmpty, "the log");
        server.Errors.TryDequeue(out var error).ShouldBeTrue();
        error!.ShouldContain("on purpose");
    }

    [Fact]
    public async Task AllowEIO3_Default_LetsClientsIn()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio: 3);
        server.Sockets.Single().EngineIOVersion.ShouldBe(3);
    }

    [Fact]
    public async Task Transport_Upgrade_ChangesAndIsTold()
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling();
        await polling.JoinAsync();
        var socket = server.Sockets.Single();
        (socket.Transport, socket.EngineIOVersion).ShouldBe((SocketIOTransports.Polling, 4));
        var told = new TaskCompletionSource<SocketIOTransports>();
        using var removed = socket.OnUpgraded(() => told.TrySetException(new InvalidOperationException("it was removed")));
        removed.Dispose();
        using var handler = socket.OnUpgraded(() => told.SetResult(socket.Transport));

        await using (var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl))
        {
            await client.SendAsync("2probe");
            (await client.ReceiveAsync()).ShouldBe("3probe");
            told.Task.IsCompleted.ShouldBeFalse();
            await client.SendAsync("5");
            (await told.Task.Soon()).ShouldBe(SocketIOTransports.WebSocket);
        }

        await server.UntilEmptyAsync();
        (socket.Transport, socket.EngineIOVersion).ShouldBe((SocketIOTransports.None, 0));
    }

    [Fact]
    public async Task OnDrained_AllWritten_IsCalled()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        var drained = new TaskCompletionSource();
        using var handler = server.Sockets.Single().OnDrained(() => drained.TrySetResult());
        server.Sockets.Single().Send(EncodedPacket.Event("[\"x\"]"u8)).ShouldBeTrue();
        await drained.Task.Soon();
        (await client.ReceiveAsync()).ShouldBe("42[\"x\"]");
    }

    [Fact]
    public async Task Cookie_Handshake_HasTheSessionsId()
    {
        await using var server = await TestServer.StartAsync(o =>
            o.Cookie = new CookieBuilder { Name = "io", HttpOnly = true, SameSite = SameSiteMode.Lax });
        using var handshake = await server.Http.GetAsync(
            server.Url("EIO=4&transport=polling"), TestContext.Current.CancellationToken);
        var body = await handshake.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var id = body.Split('"')[3];
        handshake.Headers.GetValues("Set-Cookie").ShouldBe([$"io={id}; path=/; samesite=lax; httponly"]);
        using var post = await server.Http.PostAsync(
            server.Url("EIO=4&transport=polling&sid=" + id), new StringContent("40"), TestContext.Current.CancellationToken);
        post.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }
}
