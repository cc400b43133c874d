namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_WebSocket_ClosesWith1001()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        server.Sockets.Single().Send(EncodedPacket.Event("[\"last\"]"u8));
        var stop = server.StopAsync();
        (await client.ReceiveAsync()).ShouldBe("42[\"last\"]");
        (await client.ReceiveAsync()).ShouldBe("close 1001 server shutting down");
        await client.DisposeAsync();
        await stop;
        server.Reasons.ShouldBe(["server shutting down"]);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_PendingPoll_GetsTheClosePacket()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        var probe = EngineProbe.Of(server, client.Sid);
        var poll = client.PollAsync();
        await probe.UntilPolledAsync();
        var stop = server.StopAsync();
        (await poll).Text.ShouldBe("1");
        await stop;
        server.Reasons.ShouldBe(["server shutting down"]);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Close_NewClients_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        server.Io.Close();
        (await server.Polling().PollAsync()).Status.ShouldBe(503);
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(server.WebSocketAsync());
    }
}
