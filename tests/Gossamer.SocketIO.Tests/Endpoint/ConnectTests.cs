namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Joining and leaving the main namespace.</summary>
public sealed class ConnectTests
{
    [Fact]
    public async Task V4_Connect_IsAcceptedWithSid()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.WebSocketAsync();
        await client.ReceiveAsync();
        await client.SendAsync("40{\"token\":\"123\"}");
        var reply = await client.ReceiveAsync();
        reply.ShouldBe($"40{{\"sid\":\"{server.Sockets.Single().Id}\"}}");
    }

    [Fact]
    public async Task V3_Open_IsConnectedByItself()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.WebSocketAsync("EIO=3&transport=websocket");
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        (await client.ReceiveAsync()).ShouldBe("40");
        await Patience.UntilAsync(() => server.Sockets.Count == 1, "the socket is connected");
        await client.SendAsync("40");
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        server.Sockets.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(3, "44/unknown,\"Invalid namespace\"")]
    [InlineData(4, "44/unknown,{\"message\":\"Invalid namespace\"}")]
    public async Task Connect_UnknownNamespace_IsRefusedAndConnectionLives(int eio, string refusal)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio);
        await client.SendAsync("40/unknown");
        (await client.ReceiveAsync()).ShouldBe(refusal);
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
    }

    [Theory]
    [InlineData("42[\"note\"]")]
    [InlineData("42/unknown,[\"note\"]")]
    [InlineData("44{\"message\":\"no\"}")]
    public async Task V4_PacketBeforeConnect_Closes(string packet)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.WebSocketAsync();
        await client.ReceiveAsync();
        await client.SendAsync(packet);
        (await client.ReceiveEndAsync()).ShouldStartWith("close 1000");
        await server.UntilEmptyAsync();
        server.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task V4_ConnectTwice_Closes()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendAsync("40");
        (await client.ReceiveEndAsync()).ShouldStartWith("close 1000");
    }

    [Fact]
    public async Task V4_NoConnectWithinTimeout_Closes()
    {
        await using var server = await TestServer.StartAsync(o => o.ConnectTimeout = TimeSpan.FromSeconds(1));
        await using var client = await server.WebSocketAsync();
        await client.ReceiveAsync();
        server.Time.Advance(TimeSpan.FromMilliseconds(999));
        server.Io.ConnectionCount.ShouldBe(1);
        server.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await client.ReceiveEndAsync()).ShouldBe("close 1000 forced close");
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task V4_NoConnectWithinTimeout_ClosesPollingToo()
    {
        await using var server = await TestServer.StartAsync(o => o.ConnectTimeout = TimeSpan.FromSeconds(1));
        var client = server.Polling();
        await client.OpenAsync();
        var probe = EngineProbe.Of(server, client.Sid);
        var poll = client.PollAsync();
        await probe.UntilPolledAsync();
        server.Time.Advance(TimeSpan.FromSeconds(1));
        (await poll).Text.ShouldBe("1");
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Connected_ConnectTimeoutPasses_Lives()
    {
        await using var server = await TestServer.StartAsync(o => o.ConnectTimeout = TimeSpan.FromSeconds(1));
        await using var v4 = await server.JoinAsync(4);
        await using var v3 = await server.JoinAsync(3);
        server.Time.Advance(TimeSpan.FromSeconds(2));
        server.Io.ConnectionCount.ShouldBe(2);
    }

    [Fact]
    public async Task Disconnect_ByClient_EndsSocketAndConnectionLives()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendAsync("41");
        await client.SendAsync("42[\"note\",1]"); // crossed: goes nowhere
        await client.SendAsync("40");
        (await client.ReceiveAsync()).ShouldStartWith("40{\"sid\":");
        server.Sockets.Count.ShouldBe(2);
        server.Reasons.ShouldBe(["client namespace disconnect"]);
        server.Notes.ShouldBeEmpty();
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Disconnect_ByServer_SendsPacket()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        server.Sockets.Single().Disconnect();
        (await client.ReceiveAsync()).ShouldBe("41");
        server.Reasons.ShouldBe(["server namespace disconnect"]);
    }

    [Fact]
    public async Task FloodOfRefusedConnects_IsBounded()
    {
        await using var server = await TestServer.StartAsync(o => (o.OutboxPackets, o.ConnectsPerSecond) = (100, 0));
        var client = server.Polling();
        await client.JoinAsync();
        await client.PostAsync(string.Join('\u001e', Enumerable.Repeat("40/unknown", 1000)));
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the end of the socket");
        server.Reasons.ShouldBe(["too slow"]);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    /// <summary>
    /// A request that asks for polling and looks like a WebSocket handshake: Kestrel uses its headers again for the next request of
    /// that connection, which behind a proxy may be another client's.
    /// </summary>
    [Fact]
    public async Task PollingHandshake_ThatLooksLikeAWebSocket_KeepsItsOwnHeaders()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync(
            "GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\nHost: x\r\nX-User: first\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        (await raw.ReadUntilAsync("2:40")).ShouldStartWith("HTTP/1.1 200");
        await raw.SendAsync("GET /socket.io/?EIO=3&transport=polling HTTP/1.1\r\nHost: x\r\nX-User: second\r\n\r\n");
        await raw.ReadUntilAsync("2:40");
        server.Sockets.Select(s => s.Handshake.Headers["X-User"].ToString()).ShouldBe(["first", "second"]);
    }
}
