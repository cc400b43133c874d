using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>The endpoint against callers that are no good peers.</summary>
public sealed class MeshEndpointTests : IAsyncLifetime
{
    private readonly DirectServer _server = new("server-1");
    private readonly DirectServer _peer = new("server-2");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await _server.StartAsync([_server, _peer], o => o.HeartbeatTimeout = TimeSpan.FromSeconds(2));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task PlainRequest_UpgradeRequired()
    {
        using var http = new HttpClient();
        var response = await http.GetAsync(new Uri($"http://127.0.0.1:{_server.Port}/mesh"), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic abc")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJzZXJ2ZXItMiJ9.")]
    public async Task BadToken_Unauthorized(string? authorization)
    {
        using var socket = Socket(authorization);
        (await RefusedAsync(socket)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task TokenUsedTwice_SecondRefused()
    {
        var token = $"Bearer {PeersTokens().Issue(_server.Id)}";
        using var first = Socket(token);
        await first.ConnectAsync(Endpoint, Ct);
        using var second = Socket(token);
        (await RefusedAsync(second)).ShouldBe(HttpStatusCode.Unauthorized);
        _server.Log.ShouldContain(l => l.Contains("used before"));
    }

    [Fact]
    public async Task BadToken_TheAnswerDoesNotSayWhy()
    {
        using var socket = Socket("Bearer nonsense");
        await RefusedAsync(socket);
        var headers = socket.HttpResponseHeaders!.SelectMany(static header => header.Value.Append(header.Key));
        string.Join(' ', headers).ShouldNotContain("token", Case.Insensitive);
        _server.Log.ShouldContain(l => l.Contains("cannot be read"));
    }

    [Fact]
    public async Task Tokens_MoreThanAnAddressMayBring_AreRefusedUnread()
    {
        await using var server = new DirectServer("server-1");
        await server.StartAsync([server, _peer], direct: o => o.TokenChecksPerSecond = 1);
        var endpoint = new Uri($"{server.Address}mesh");
        var tokens = new MeshTokens(
            new() { Id = _peer.Id, Cluster = "test" }, new() { SharedKey = "a key that the whole mesh shares" }, TimeProvider.System);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var socket = Socket($"Bearer {tokens.Issue(server.Id)}");
            try
            {
                await socket.ConnectAsync(endpoint, Ct);
            }
            catch (WebSocketException)
            {
                // as the status says
            }

            return socket.HttpStatusCode;
        }));

        answers.ShouldContain(HttpStatusCode.SwitchingProtocols);
        answers.ShouldContain(HttpStatusCode.Unauthorized);
        server.Log.ShouldContain(l => l.Contains("than are checked"));
    }

    [Theory]
    [InlineData("not a frame", LinkCloseCode.Malformed, true)]
    [InlineData("not even binary", LinkCloseCode.Malformed, false)]
    [InlineData("\u0078\u0001", LinkCloseCode.HelloExpected, true)]
    public async Task BadFrame_ClosedWithTheReasonsCode(string text, LinkCloseCode code, bool binary)
    {
        using var socket = await OpenAsync();
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(text), binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, endOfMessage: true, Ct);
        (await CloseOfAsync(socket)).ShouldBe((int)code);
    }

    [Fact]
    public async Task FrameBeyondTheBound_ClosedAsTooLarge()
    {
        using var socket = await OpenAsync();
        var piece = new byte[64 * 1024];
        for (var i = 0; i < (4 * 1024 / 64) + 1; i++)
            await socket.SendAsync(piece, WebSocketMessageType.Binary, endOfMessage: false, Ct);
        (await CloseOfAsync(socket)).ShouldBe((int)LinkCloseCode.FrameTooLarge);
    }

    [Fact]
    public async Task NoHello_ClosedByHeartbeatTimeout()
    {
        using var socket = await OpenAsync();
        (await CloseOfAsync(socket)).ShouldBe((int)LinkCloseCode.HeartbeatTimeout);
    }

    private Uri Endpoint => new(_server.Address, "/mesh");

    // What the peer's server would make; the peer itself is never started here.
    private MeshTokens PeersTokens(Action<MeshDirectOptions>? configure = null)
    {
        var options = new MeshDirectOptions { SharedKey = "a key that the whole mesh shares" };
        configure?.Invoke(options);
        return new(new MeshOptions { Id = _peer.Id, Cluster = "test" }, options, TimeProvider.System);
    }

    private static ClientWebSocket Socket(string? authorization)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (authorization is not null)
            socket.Options.SetRequestHeader("Authorization", authorization);
        return socket;
    }

    private async Task<ClientWebSocket> OpenAsync()
    {
        var socket = Socket($"Bearer {PeersTokens().Issue(_server.Id)}");
        await socket.ConnectAsync(Endpoint, Ct);
        return socket;
    }

    private async Task<HttpStatusCode> RefusedAsync(ClientWebSocket socket)
    {
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(Endpoint, Ct));
        return socket.HttpStatusCode;
    }

    private static async Task<int> CloseOfAsync(ClientWebSocket socket)
    {
        var result = await socket.ReceiveAsync(new byte[16], Ct);
        result.MessageType.ShouldBe(WebSocketMessageType.Close);
        return (int)socket.CloseStatus!.Value;
    }
}
