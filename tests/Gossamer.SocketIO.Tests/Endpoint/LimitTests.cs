using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.EngineIO;
using Gossamer.SocketIO.Tests.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>What one client may cost: told by name where it is refused.</summary>
public sealed class LimitTests
{
    private static readonly byte[] Picture = new byte[10_000];

    [Theory]
    [InlineData(4, """44{"message":"The auth of 109 bytes is larger than 100, the most that is taken","data":{"code":"auth-too-large"}}""")]
    [InlineData(3, """44/a,{"code":"auth-too-large"}""")]
    public async Task Connect_AuthTooLarge_IsRefusedByName(int eio, string refusal)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxAuth = 100);
        server.Io.Of("/a");
        await using var client = await server.WebSocketAsync($"EIO={eio}&transport=websocket");
        await client.ReceiveAsync();
        if (eio == 3)
            (await client.ReceiveAsync()).ShouldBe("40");
        var ns = eio == 3 ? "/a," : "";
        await client.SendAsync($$"""40{{ns}}{"x":"{{new string('x', 101)}}"}""");
        (await client.ReceiveAsync()).ShouldBe(refusal);
        await client.SendAsync($$"""40{{ns}}{"x":"{{new string('x', 92)}}"}""");
        (await client.ReceiveAsync()).ShouldStartWith("40" + ns.TrimEnd(','));
    }

    [Fact]
    public async Task Connect_FasterThanItsRate_WaitsAndIsAnswered()
    {
        await using var server = await TestServer.StartAsync(o => (o.ConnectsPerSecond, o.ConnectBurst) = (1, 2));
        foreach (var name in "abc")
            server.Io.Of("/" + name);
        server.Io.Engine.Sessions.TryCreate(EngineProtocol.V4, default, out var session).ShouldBeNull();
        session!.Open(new RecordingTransport(SocketIOTransports.WebSocket), new Client(session, server.Io, Handshake.None));

        foreach (var packet in new[] { "40", "40/a," })
            session.ReceiveAsync(SessionFixture.Packet(packet)).AsTask().IsCompleted.ShouldBeTrue();
        foreach (var name in "bc")
        {
            var joining = session.ReceiveAsync(SessionFixture.Packet($"40/{name},")).AsTask();
            joining.IsCompleted.ShouldBeFalse();
            server.Io.Of("/" + name).Sockets.ShouldBeEmpty();
            server.Time.Advance(TimeSpan.FromSeconds(1.01));
            await joining.Soon();
            server.Io.Of("/" + name).Sockets.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Connect_FasterThanItsAddressMay_Waits()
    {
        await using var server = await TestServer.StartAsync(o => o.ConnectsPerSecondPerAddress = 1);
        for (var client = 0; client < 6; client++)
        {
            server.Io.Engine.Sessions.TryCreate(EngineProtocol.V4, default, out var session).ShouldBeNull();
            session!.Open(new RecordingTransport(SocketIOTransports.WebSocket), new Client(session, server.Io, Handshake.None));
            session.ReceiveAsync(SessionFixture.Packet("40")).AsTask().IsCompleted.ShouldBe(client < 5, "five seconds' worth at once");
        }

        server.Sockets.Count.ShouldBe(5);
        server.Time.Advance(TimeSpan.FromSeconds(1.01));
        await Patience.UntilAsync(() => server.Sockets.Count == 6, "the last has joined");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task BinaryEvent_AttachmentsThatNeverCome_EndsTheConnectionByName(int eio)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(eio);
        await SendPartAsync(client, eio);
        await Patience.UntilAsync(() => server.Io.Sessions.Single().HeldBytes > Picture.Length, "one attachment is there");
        server.Time.Advance(TimeSpan.FromSeconds(9.9));
        server.Reasons.ShouldBeEmpty();
        server.Time.Advance(TimeSpan.FromSeconds(0.2));
        (await client.ReceiveEndAsync()).ShouldBe("close 1008 attachments missing");
        server.Reasons.ShouldBe(["attachments missing"]);
        await Patience.UntilAsync(() => server.Io.Memory.Total == 0, "nothing is held any more");
    }

    [Fact]
    public async Task BinaryEvent_WholeInTime_CountsForNothingAnyMore()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync();
        var kept = server.Sockets.Single().Handshake.Size;
        for (var i = 0; i < 3; i++)
        {
            await SendPartAsync(client, eio: 4);
            await client.SendAsync(Picture);
            await client.SendAsync("""42["message",1]""");
            (await client.ReceiveAsync()).ShouldBe("""42["message-back",1]""");
            server.Time.Advance(TimeSpan.FromSeconds(12));
        }

        await client.SendAsync("""42["message",2]"""); // whoever gets little needs no buffer to receive into
        while (await client.ReceiveAsync() is var received && received != """42["message-back",2]""")
            received.ShouldBe("2", "a heartbeat");
        await Patience.UntilAsync(() => server.Io.Memory.Total == kept, "only the handshake is held");
        server.Reasons.ShouldBeEmpty();
    }

    /// <summary>A message of which a part never comes is held as well.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)] // which keeps ASP.NET Core's WebSocket
    public async Task Message_WhoseEndNeverComes_CountsWhatHasCome(bool deflate)
    {
        await using var server = await TestServer.StartAsync(o => o.PerMessageDeflate = deflate);
        await using var client = await server.JoinAsync();
        await client.SendAsync(new byte[100_000], end: false);
        await Patience.UntilAsync(() => server.Io.Memory.Total > 100_000, "it is counted");
        client.Socket.Abort();
        await Patience.UntilAsync(() => server.Io.Memory.Total == 0, "nothing is held any more");
    }

    [Fact]
    public async Task Post_WhoseEndNeverComes_CountsWhatHasCome()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(4);
        await client.JoinAsync();
        using (await PostHalfAsync(server, client))
        {
        }

        await Patience.UntilAsync(() => server.Io.Memory.Total == 0, "nothing is held any more");
    }

    /// <summary>With the session its body is counted no more: so it is read no more.</summary>
    [Theory]
    [InlineData("a second post")]
    [InlineData("ping timeout")]
    [InlineData("memory exhausted")]
    public async Task Post_WhoseSessionEnds_IsCutOff(string end)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(4);
        await client.JoinAsync();
        using var raw = await PostHalfAsync(server, client);
        if (end == "a second post")
            (await client.PostAsync("3")).Status.ShouldBe(400);
        else if (end == "ping timeout")
            server.Time.Advance(TimeSpan.FromSeconds(45));
        else
            server.Io.Sessions.Single().Close(CloseReason.MemoryExhausted);
        await raw.UntilEndAsync();
    }

    /// <summary>Its rest would have to come before a close frame, and what has come would stay until then.</summary>
    [Fact]
    public async Task Message_HalfOfWhichHasComeWhenMemoryIsExhausted_IsCutOff()
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=4&transport=websocket");
        var message = Frames.Text("4" + new string('x', 500_000));
        await raw.Stream.WriteAsync(message.AsMemory(0, 250_000), TestContext.Current.CancellationToken);
        await Patience.UntilAsync(() => server.Io.Memory.Total > 200_000, "it is counted");

        server.Io.Sessions.Single().Close(CloseReason.MemoryExhausted);

        await raw.UntilEndAsync(); // the clock stands still
        server.Io.Memory.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Post_WhoseSessionIsEndedByTheServer_IsCutOffInTime()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(4);
        await client.JoinAsync();
        using var raw = await PostHalfAsync(server, client);
        server.Sockets.Single().Disconnect(close: true);
        var end = raw.UntilEndAsync();
        await Patience.UntilAsync(
            () =>
            {
                server.Time.Advance(TimeSpan.FromSeconds(1));
                return end.IsCompleted;
            },
            "the connection is cut");
    }

    [Fact]
    public async Task Handshake_LargeHeaders_KeepsTheSmallOnesAndSaysSo()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxHandshake = 2_000);
        await using var client = await WebSocketClient.ConnectAsync(server.Url("EIO=3&transport=websocket&token=secret"), socket =>
        {
            socket.Options.SetRequestHeader("Cookie", new string('c', 1_950));
            socket.Options.SetRequestHeader("X-Small", "kept");
        });
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        var handshake = server.Sockets.Single().Handshake;
        handshake.Headers["X-Small"].ToString().ShouldBe("kept");
        handshake.Headers.ShouldNotContainKey("Cookie");
        handshake.Query["token"].ToString().ShouldBe("secret");
        handshake.IsComplete.ShouldBeFalse();
        server.Io.Memory.Total.ShouldBeInRange(100, 4_000);
    }

    [Fact]
    public async Task Handshake_HeadersThatAreNotToBeKept_AreNot()
    {
        await using var server = await TestServer.StartAsync(
            o => o.KeptHeaders = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "authorization" });
        await using var client = await WebSocketClient.ConnectAsync(server.Url("EIO=3&transport=websocket"), socket =>
        {
            socket.Options.SetRequestHeader("Cookie", new string('c', 1_950));
            socket.Options.SetRequestHeader("Authorization", "Bearer x");
        });
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        var handshake = server.Sockets.Single().Handshake;
        handshake.Headers.Single().Key.ShouldBe("Authorization");
        handshake.IsComplete.ShouldBeTrue();
        server.Io.Memory.Total.ShouldBeInRange(50, 1_000);
    }

    [Fact]
    public async Task Handshake_OrdinaryHeaders_KeepsAll()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.JoinAsync(3);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        server.Sockets.Single().Handshake.IsComplete.ShouldBeTrue();
        server.Sockets.Single().Handshake.Headers.ShouldContainKey("Host");
    }

    private static async Task<RawConnection> PostHalfAsync(TestServer server, PollingClient client)
    {
        var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync($"POST /socket.io/?EIO=4&transport=polling&sid={client.Sid} HTTP/1.1\r\nHost: x\r\n"
            + "Content-Length: 900000\r\n\r\n" + new string('x', 500_000));
        await Patience.UntilAsync(() => server.Io.Memory.Total > 500_000, "it is counted");
        return raw;
    }

    private static async Task SendPartAsync(WebSocketClient client, int eio)
    {
        await client.SendAsync("""452-["note",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""");
        await client.SendAsync(eio == 4 ? Picture : [4, .. Picture]);
    }
}
