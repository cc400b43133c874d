using System.Net;
using System.Net.WebSockets;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>Without keys: what looks like this machine need not be it.</summary>
public sealed class DerivedKeyTests : IAsyncLifetime
{
    private readonly DirectServer _server = new("server-1");
    private readonly DirectServer _peer = new("server-2");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync([_server, _peer], direct: Derived);

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Accept_Directly_Accepted()
    {
        using var socket = Socket();
        await socket.ConnectAsync(new Uri(_server.Address, "/mesh"), Ct);
        socket.State.ShouldBe(WebSocketState.Open);
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Host")]
    [InlineData("Forwarded")]
    [InlineData("x-real-ip")]
    [InlineData("Via")]
    public async Task Accept_ThroughAProxy_Refused(string header)
    {
        using var socket = Socket();
        socket.Options.SetRequestHeader(header, "127.0.0.1");
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(_server.Address, "/mesh"), Ct));
        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private ClientWebSocket Socket()
    {
        var options = new MeshDirectOptions();
        Derived(options);
        var tokens = new MeshTokens(new() { Id = _peer.Id, Cluster = "test" }, options, TimeProvider.System);
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {tokens.Issue(_server.Id)}");
        return socket;
    }

    private static void Derived(MeshDirectOptions options) => (options.SharedKey, options.AllowDerivedKey) = (null, true);
}
