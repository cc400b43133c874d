using System.Net.WebSockets;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class WebSocketTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Events_InALongRow_AreAnsweredInOrder(int eio)
    {
        const int Count = 2000;
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
                await client.SendAsync($"42{i}[\"message-with-ack\",\"€{i}\"]");
        }, TestContext.Current.CancellationToken);
        for (var i = 0; i < Count; i++)
            (await client.ReceiveAsync()).ShouldBe($"43{i}[\"€{i}\"]");
        await sending;
    }

    [Fact]
    public async Task Event_OfAsManyBytesAsMay_IsTaken()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 100_000);
        await using var client = await server.JoinAsync();
        var text = "42[\"message\",\"" + new string('x', 100_000 - 16) + "\"]";
        text.Length.ShouldBe(100_000);
        await client.SendAsync(text);
        (await client.ReceiveAsync()).Length.ShouldBe(100_005);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900_000)]
    public async Task Message_TooLarge_ClosesWith1009(int excess)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 100_000);
        await using var client = await server.JoinAsync();
        await client.SendAsync(new byte[100_000 + excess], WebSocketMessageType.Text);
        (await client.ReceiveEndAsync()).ShouldBe("close 1009 payload too large");
        await server.UntilEmptyAsync();
        server.Reasons.ShouldBe(["payload too large"]);
    }

    [Fact]
    public async Task Message_InManyFragments_IsBoundedToo()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 100_000);
        await using var client = await server.JoinAsync();
        for (var i = 0; i < 11; i++)
            await client.SendAsync(new byte[10_000], WebSocketMessageType.Text, end: false);
        (await client.ReceiveEndAsync()).ShouldBe("close 1009 payload too large");
    }

    [Fact]
    public async Task Message_InFragments_IsOne()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendAsync([], WebSocketMessageType.Text, end: false);
        await client.SendAsync("42[\"mess"u8.ToArray(), WebSocketMessageType.Text, end: false);
        await client.SendAsync([], WebSocketMessageType.Text, end: false);
        await client.SendAsync([.. "age\",\""u8, 0xe2, 0x82], WebSocketMessageType.Text, end: false);
        await client.SendAsync([0xac, .. "\"]"u8], WebSocketMessageType.Text);
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\",\"€\"]");
    }

    [Fact]
    public async Task Text_NotUtf8_ClosesWith1007()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendAsync([.. "42[\"note\",\""u8, 0xff, .. "\"]"u8], WebSocketMessageType.Text);
        (await client.ReceiveEndAsync()).ShouldBeOneOf("close 1007 ", "gone");
        await server.UntilEmptyAsync();
        server.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("5")]
    [InlineData("0{}")]
    [InlineData("4abc")]
    [InlineData("42")]
    [InlineData("42[\"\\ud800xx\"]")]
    [InlineData("42[\"\\ud800\"]")]
    public async Task V4_NotTheProtocol_ClosesAsParseError(string text)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.SendAsync(text);
        (await client.ReceiveEndAsync()).ShouldBe("close 1002 parse error");
        server.Reasons.ShouldBe(["parse error"]);
        await server.UntilEmptyAsync();
    }

    [Theory]
    [InlineData(4, "01")]
    [InlineData(3, "")]
    [InlineData(3, "02FF")]
    [InlineData(3, "07")]
    public async Task Binary_NobodyAsked_ClosesAsParseError(int eio, string hex)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio);
        await client.SendAsync(Convert.FromHexString(hex));
        (await client.ReceiveEndAsync()).ShouldBe("close 1002 parse error");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ClosePacket_EndsSession(int eio)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio);
        await client.SendAsync("1");
        (await client.ReceiveEndAsync()).ShouldStartWith("close 1000");
        server.Reasons.ShouldBe(["transport close"]);
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task CloseFrame_EndsSessionAndIsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        await client.Socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken).Soon();
        await server.UntilEmptyAsync();
        server.Reasons.ShouldBe(["transport close"]);
    }

    [Fact]
    public async Task Connection_Lost_EndsSession()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        client.Socket.Abort();
        await server.UntilEmptyAsync();
        server.Reasons.ShouldBe(["transport close"]);
    }

    [Fact]
    public async Task Server_Closes_LastEventsComeFirst()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        var socket = server.Sockets.Single();
        for (var i = 0; i < 100; i++)
            socket.Send(EncodedPacket.Event("[\"last\"]"u8));
        socket.Disconnect(close: true);
        for (var i = 0; i < 100; i++)
            (await client.ReceiveAsync()).ShouldBe("42[\"last\"]");
        (await client.ReceiveAsync()).ShouldBe("41");
        (await client.ReceiveAsync()).ShouldBe("close 1000 forced close");
    }

    [Fact]
    public async Task V4_Heartbeat_PingsAndEnds()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(25));
            (await client.ReceiveAsync()).ShouldBe("2");
            await client.SendAsync("3");
            await client.SendAsync("42[\"message\"]");
            (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        }

        server.Time.Advance(TimeSpan.FromSeconds(46));
        await client.ReceiveEndAsync();
        server.Reasons.ShouldBe(["ping timeout"]);
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task V3_Heartbeat_AnswersAndEnds()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(3);
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(44));
            await client.SendAsync("2");
            (await client.ReceiveAsync()).ShouldBe("3");
        }

        server.Time.Advance(TimeSpan.FromSeconds(45));
        await client.ReceiveEndAsync();
        server.Reasons.ShouldBe(["ping timeout"]);
    }

    /// <summary>A client that has vanished without a word: Kestrel must not keep its connection.</summary>
    [Fact]
    public async Task PingTimeout_ClientDoesNotReact_ConnectionIsCut()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=4&transport=websocket");
        await Patience.UntilAsync(() => server.Io.ConnectionCount == 1, "the session is open");
        server.Time.Advance(TimeSpan.FromSeconds(46));
        await raw.UntilEndAsync();
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task Close_ClientDoesNotAnswer_ConnectionIsCutAfterCloseTimeout()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket");
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        server.Sockets.Single().Disconnect(close: true);
        var end = raw.UntilEndAsync();
        await Patience.UntilAsync(() => server.Io.ConnectionCount == 0, "the session has ended");
        server.Time.Advance(TimeSpan.FromSeconds(3));
        await end;
    }

    [Fact]
    public async Task Application_WithWebSocketsOfItsOwn_DoesNotGetInTheWay()
    {
        await using var server = await TestServer.StartAsync(use: app =>
            Microsoft.AspNetCore.Builder.WebSocketMiddlewareExtensions.UseWebSockets(app));
        await using var client = await server.JoinAsync();
        await client.SendAsync("42[\"message\",1]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\",1]");
    }

    [Fact]
    public async Task Deflate_LargeMessages_ComeBack()
    {
        await using var server = await TestServer.StartAsync(o => o.PerMessageDeflate = true);
        await using var client = await WebSocketClient.ConnectAsync(
            server.Url("EIO=3&transport=websocket"), s => s.Options.DangerousDeflateOptions = new WebSocketDeflateOptions());
        (await client.ReceiveAsync()).ShouldStartWith("0{");
        (await client.ReceiveAsync()).ShouldBe("40");
        var text = new string('x', 300_000);
        foreach (var argument in new[] { "a", text, "b" })
        {
            await client.SendAsync($"42[\"message\",\"{argument}\"]");
            (await client.ReceiveAsync()).ShouldBe($"42[\"message-back\",\"{argument}\"]");
        }
    }

    /// <summary>Little that comes in, much that comes out.</summary>
    [Fact]
    public async Task Deflate_Bomb_IsBounded()
    {
        await using var server = await TestServer.StartAsync(o => (o.PerMessageDeflate, o.MaxPayload) = (true, 100_000));
        await using var client = await WebSocketClient.ConnectAsync(
            server.Url("EIO=3&transport=websocket"), s => s.Options.DangerousDeflateOptions = new WebSocketDeflateOptions());
        await client.SendAsync(new byte[20_000_000], WebSocketMessageType.Text);
        (await client.ReceiveEndAsync()).ShouldBeOneOf("close 1009 payload too large", "gone");
        await server.UntilEmptyAsync();
    }
}
