using System.Net;
using System.Net.WebSockets;
using System.Text;
using Gossamer.SocketIO.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Tests.Api;

/// <summary>What the server is among ASP.NET Core's other things.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task WebSocket_OverHttp2_CarriesEventsBothWays()
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.OnConnection(socket => socket.On("x", (byte[] a, string b) => socket.EmitAsync("y", a, b))),
            protocols: HttpProtocols.Http2);
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var client = await server.OpenAsync(Dialect.WebSocket, configure: o =>
        {
            o.WebSocket.Options.HttpVersion = HttpVersion.Version20;
            o.WebSocket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            o.Invoker = http;
        });
        await client.JoinAsync();

        await client.SendAsync("""51-["x",{"_placeholder":true,"num":0},"b"]""", [1, 2]);

        (await client.NextAsync()).ShouldBe("""51-["y",{"_placeholder":true,"num":0},"b"]""");
        (await client.NextBinaryAsync()).ShouldBe([1, 2]);
        server.IO.Sockets.Single().Disconnect(close: true);
        (await client.NextAsync()).ShouldBe("1");
        await client.Closed;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PerMessageDeflate_AsTheOptionsSay_IsAgreedOn(bool wanted)
    {
        await using var server = await ApiServer.StartAsync(
            o => o.PerMessageDeflate = wanted,
            io => io.OnConnection(socket => socket.On("x", (string a) => a)));
        ClientWebSocket? webSocket = null;
        var client = await server.OpenAsync(Dialect.WebSocket, configure: o =>
        {
            webSocket = o.WebSocket;
            webSocket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
            webSocket.Options.CollectHttpResponseDetails = true;
        });
        await client.JoinAsync();

        webSocket!.HttpResponseHeaders!.TryGetValue("Sec-WebSocket-Extensions", out var agreed).ShouldBe(wanted);
        (agreed?.Single().Contains("permessage-deflate", StringComparison.Ordinal) ?? false).ShouldBe(wanted);
        var text = new string('x', 20_000);
        (await client.AskAsync($"""["x","{text}"]""")).ShouldBe($"""["{text}"]""");
    }

    [Fact]
    public async Task Cors_ByThePolicyOfTheEndpoint_LetsItsOriginsIn()
    {
        await using var server = await ApiServer.StartAsync(pipeline: app =>
        {
            app.UseCors();
            app.MapSocketIO().RequireCors(policy => policy.WithOrigins("https://good.example").AllowCredentials());
        });
        using var http = new HttpClient();

        (await AllowedAsync("https://good.example")).ShouldBe("https://good.example");
        (await AllowedAsync("https://bad.example")).ShouldBeNull();

        async Task<string?> AllowedAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/socket.io/?EIO=4&transport=polling"));
            request.Headers.Add("Origin", origin);
            using var answer = await http.SendAsync(request, ApiServer.Cancelled);
            return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
        }
    }

    [Fact]
    public async Task MapSocketIO_AtAnotherPath_ServesThere()
    {
        await using var server = await ApiServer.StartAsync(pipeline: app => app.MapSocketIO("/chat/live"));
        using var http = new HttpClient();

        foreach (var path in new[] { "/chat/live", "/chat/live/", "/chat/live/default/" })
            (await http.GetStringAsync(new Uri(server.Url, path + "?EIO=4&transport=polling"), ApiServer.Cancelled)).ShouldStartWith("0{");
        using var elsewhere = await http.GetAsync(new Uri(server.Url, "/socket.io/?EIO=4&transport=polling"), ApiServer.Cancelled);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Jsonp_IsRefusedClearly()
    {
        await using var server = await ApiServer.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(server.Url, "/socket.io/?EIO=3&transport=polling&j=0"), ApiServer.Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(ApiServer.Cancelled)).ShouldContain("JSONP");
    }

    [Theory]
    [InlineData(SocketIOTransports.Polling, true, "polling", "websocket")]
    [InlineData(SocketIOTransports.WebSocket, true, "websocket", "polling")]
    [InlineData(SocketIOTransports.All, false, "polling", null)]
    public async Task Transports_AsTheOptionsSay_AreOffered(SocketIOTransports transports, bool upgrades, string open, string? refused)
    {
        await using var server = await ApiServer.StartAsync(o => (o.Transports, o.AllowUpgrades) = (transports, upgrades));
        using var http = new HttpClient();

        var client = await server.OpenAsync(open == "polling" ? Dialect.Polling : Dialect.WebSocket);
        client.Handshake.ShouldContain("\"upgrades\":[]");
        if (refused is null)
            return;
        using var answer = await http.GetAsync(new Uri(server.Url, $"/socket.io/?EIO=4&transport={refused}"), ApiServer.Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(ApiServer.Cancelled)).ShouldContain("Transport unknown");
    }

    [Theory]
    [InlineData("PingInterval")]
    [InlineData("MaxAttachments")]
    [InlineData("Json")]
    [InlineData("Transports")]
    [InlineData("Recovery.MaxDisconnection")]
    public async Task AddSocketIO_WithAnOptionOutOfRange_StopsTheStart(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSocketIO(options => Break(options, name));
        await using var app = builder.Build();

        var error = Should.Throw<OptionsValidationException>(() => app.MapSocketIO());

        error.Message.ShouldContain($"SocketIOOptions.{name} is");
        var result = new SocketIOOptionsValidator().Validate(name: null, new SocketIOOptions { Recovery = new RecoveryOptions() });
        result.Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task MapEngineIO_HandlersThatThrow_AreLoggedAndCloseNothing()
    {
        var closed = new TaskCompletionSource<DisconnectReason>();
        await using var server = await ApiServer.StartAsync(pipeline: app => app.MapEngineIO("/engine", session =>
        {
            session.OnMessage((data, isBinary) =>
            {
                if (data.Span.SequenceEqual("throw"u8))
                    throw new InvalidOperationException("message");
                session.Send("back: " + Encoding.UTF8.GetString(data.Span) + isBinary);
                return ValueTask.CompletedTask;
            });
            session.OnClose(reason =>
            {
                closed.SetResult(reason);
                throw new InvalidOperationException("close");
            });
            throw new InvalidOperationException("open");
        }));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new UriBuilder(new Uri(server.Url, "/engine/?EIO=4&transport=websocket")) { Scheme = "ws" }.Uri, ApiServer.Cancelled);
        var buffer = new byte[1000];
        await socket.ReceiveAsync(buffer, ApiServer.Cancelled);

        foreach (var text in new[] { "4throw", "4hello" })
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ApiServer.Cancelled);
        var read = await socket.ReceiveAsync(buffer, ApiServer.Cancelled);
        Encoding.UTF8.GetString(buffer, 0, read.Count).ShouldBe("4back: helloFalse");
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ApiServer.Cancelled);

        (await closed.Task).ShouldBe(DisconnectReason.TransportClose);
        await Eventually.TrueAsync(() => server.Errors.Count == 3);
        server.Errors.Select(e => e!.Message).ShouldBe(["open", "message", "close"]);
    }

    private static void Break(SocketIOOptions options, string name)
    {
        switch (name)
        {
            case "PingInterval":
                options.PingInterval = TimeSpan.Zero;
                break;
            case "MaxAttachments":
                options.MaxAttachments = -1;
                break;
            case "Json":
                options.Json = null!;
                break;
            case "Transports":
                options.Transports = SocketIOTransports.None;
                break;
            default:
                options.Recovery = new RecoveryOptions { MaxDisconnection = TimeSpan.FromHours(2) };
                break;
        }
    }
}
