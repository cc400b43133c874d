using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Clients that do not read what is sent to them.</summary>
public sealed class SlowReaderTests
{
    private static readonly EncodedPacket Large =
        EncodedPacket.Event([.. "[\"x\",\""u8, .. Enumerable.Repeat((byte)'x', 60_000), .. "\"]"u8]);

    [Fact]
    public async Task WebSocket_OutboxFull_ConnectionIsCut()
    {
        await using var server = await TestServer.StartAsync(o => o.OutboxBytes = 1_000_000);
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        FillUp(server.Sockets.Single());
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the end of the socket");
        server.Reasons.ShouldBe(["too slow"]);
        server.Io.ConnectionCount.ShouldBe(0);
        server.Time.Advance(TimeSpan.FromSeconds(3));
        await UntilNoRequestAsync(server);
    }

    [Fact]
    public async Task WebSocket_PingTimeoutWhileWriterIsStuck_ConnectionIsCut()
    {
        await using var server = await TestServer.StartAsync(o => o.OutboxBytes = 100_000_000);
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        for (var i = 0; i < 300; i++)
            server.Sockets.Single().Send(Large).ShouldBeTrue();
        server.Time.Advance(TimeSpan.FromSeconds(45));
        server.Reasons.ShouldBe(["ping timeout"]);
        await UntilNoRequestAsync(server);
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, false)]
    [InlineData(4, true)] // which keeps ASP.NET Core's WebSocket
    public async Task WebSocket_NothingMovesForTheWriteTimeout_ConnectionIsCut(int eio, bool deflate)
    {
        await using var server = await TestServer.StartAsync(o =>
        {
            (o.OutboxBytes, o.PerMessageDeflate) = (100_000_000, deflate);
            o.WriteTimeout = TimeSpan.FromSeconds(5);
        });
        using var raw = await RawConnection.UpgradeAsync(
            server.Address, $"EIO={eio}&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        if (eio == 4)
            await raw.SendFrameAsync(1, "40"u8);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        await StickAsync(server.Io);
        var tenths = 0;
        for (; server.Reasons.IsEmpty && tenths < 100; tenths++)
            server.Time.Advance(TimeSpan.FromSeconds(0.1));
        tenths.ShouldBeInRange(50, 80); // what was under way at first did move
        server.Reasons.ShouldBe(["write stalled"]);
        await raw.UntilEndAsync();
        await Patience.UntilAsync(() => server.Io.Memory.Total == 0, "nothing is held any more");
        await UntilNoRequestAsync(server);
    }

    [Fact]
    public async Task WebSocket_SlowReaderOfMuch_GoesOn()
    {
        await using var server = await TestServer.StartAsync(o =>
            (o.OutboxBytes, o.WriteTimeout) = (100_000_000, TimeSpan.FromSeconds(5)));
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        await StickAsync(server.Io);
        var buffer = new byte[1_000_000];
        for (var i = 0; i < 10; i++)
        {
            server.Sockets.Single().Send(Large);
            await raw.Stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken).AsTask().Soon();
            await StickAsync(server.Io);
            server.Time.Advance(TimeSpan.FromSeconds(4));
        }

        server.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task Poll_NothingMovesForTheWriteTimeout_ConnectionIsCut()
    {
        await using var server = await TestServer.StartAsync(o =>
            (o.OutboxBytes, o.WriteTimeout, o.PingInterval) = (100_000_000, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)));
        var client = server.Polling(4);
        using var raw = await PollWithoutReadingAsync(server, client);
        await Patience.UntilAsync(
            () =>
            {
                server.Time.Advance(TimeSpan.FromSeconds(1)); // as long as something moves, that is the time of it
                return !server.Reasons.IsEmpty;
            },
            "the end of the socket");
        server.Reasons.ShouldBe(["write stalled"]);
        await raw.UntilEndAsync();
        await Patience.UntilAsync(() => server.Io.Memory.Total == 0, "nothing is held any more");
        await UntilNoRequestAsync(server);
    }

    /// <summary>An answer that is being written when its session ends is counted no more, and watched no more.</summary>
    [Theory]
    [InlineData("transport close")]
    [InlineData("too slow")]
    [InlineData("ping timeout")]
    [InlineData("server namespace disconnect")]
    public async Task Poll_SessionEndsWhileItsAnswerIsWritten_ConnectionIsCut(string reason)
    {
        await using var server = await TestServer.StartAsync(o => o.OutboxBytes = 20_000_000);
        var client = server.Polling(4);
        using var raw = await PollWithoutReadingAsync(server, client);
        if (reason == "transport close")
            (await client.PostAsync("1")).Text.ShouldBe("ok");
        else if (reason == "too slow")
            FillUp(server.Sockets.Single());
        else if (reason == "ping timeout")
            server.Time.Advance(TimeSpan.FromSeconds(45));
        else
            server.Sockets.Single().Disconnect(close: true);
        await Patience.UntilAsync(
            () =>
            {
                server.Time.Advance(TimeSpan.FromSeconds(1)); // closeTimeout, where it applies
                return server.Io.Memory.Total == 0 && !server.Reasons.IsEmpty;
            },
            "nothing is held any more");
        server.Reasons.ShouldBe([reason]);
        await raw.UntilEndAsync();
    }

    [Fact]
    public async Task Polling_OutboxFull_SessionEnds()
    {
        await using var server = await TestServer.StartAsync(o => o.OutboxBytes = 1_000_000);
        var client = server.Polling(3);
        await client.JoinAsync();
        FillUp(server.Sockets.Single());
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the end of the socket");
        server.Reasons.ShouldBe(["too slow"]);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    /// <summary>
    /// The server owes a pong for each WebSocket ping. While its writer waits for the client those would pile up, outside of any
    /// bound, unless it stops reading.
    /// </summary>
    [Fact]
    public async Task PlatformWebSocket_FloodOfPingsWhileWriterIsStuck_IsReadNoMore()
    {
        const int Flood = 32 * 1024 * 1024;
        await using var server = await TestServer.StartAsync(o =>
        {
            o.OutboxBytes = 100_000_000;
            o.PerMessageDeflate = true; // which keeps ASP.NET Core's WebSocket
        });
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        await StickAsync(server.Io);

        var pings = Enumerable.Repeat(RawConnection.Frame(9, new byte[125]), 500).SelectMany(f => f).ToArray();
        long sent = 0;
        try
        {
            while (sent < Flood)
            {
                using var stalled = new CancellationTokenSource(TimeSpan.FromSeconds(2)); // the server reads no more: what is hoped for
                await raw.Stream.WriteAsync(pings, stalled.Token);
                sent += pings.Length;
            }
        }
        catch (OperationCanceledException)
        {
            // as it should be
        }

        sent.ShouldBeLessThan(Flood);
    }

    /// <summary>Here the pings are read; only the latest is owed a pong (RFC 6455, section 5.5.3).</summary>
    [Fact]
    public async Task WebSocket_FloodOfPingsWhileWriterIsStuck_IsAnsweredOnce()
    {
        const int Pings = 1000;
        await using var server = await TestServer.StartAsync(o => o.OutboxBytes = 100_000_000);
        using var raw = await RawConnection.UpgradeAsync(server.Address, "EIO=3&transport=websocket", tcp => tcp.ReceiveBufferSize = 8192);
        await Patience.UntilAsync(() => !server.Sockets.IsEmpty, "the socket is connected");
        await StickAsync(server.Io);

        var heard = new TaskCompletionSource();
        server.Sockets.Single().On("heard", _ => heard.SetResult());
        for (var i = 1; i <= Pings; i++)
            await raw.Stream.WriteAsync(RawConnection.Frame(9, Encoding.ASCII.GetBytes($"<ping {i:D4}>")), CancellationToken.None);
        await raw.Stream.WriteAsync(RawConnection.Frame(1, "42[\"heard\"]"u8.ToArray()), CancellationToken.None);
        await heard.Task.Soon();

        var answers = await raw.ReadUntilAsync($"<ping {Pings:D4}>");
        Regex.Count(answers, "<ping").ShouldBeLessThan(5);
    }

    /// <summary>Event by event, so that the writer sticks at the end of a batch, where it holds up nobody else.</summary>
    private static async Task<EngineSession> StickAsync(SocketIOServer server)
    {
        var (socket, session) = (server.Sockets.Single(), server.Sessions.Single());
        for (var looks = 0; looks < 200;) // each look is a turn of the thread pool, which the writer would have had as well
        {
            if (session.HasWaiting(session.Transport!))
            {
                await Task.Delay(1);
                looks++;
                continue;
            }

            socket.Send(Large).ShouldBeTrue();
            looks = 0;
        }

        return session;
    }

    /// <summary>A poll whose answer is larger than what the connection takes, and is not read.</summary>
    private static async Task<RawConnection> PollWithoutReadingAsync(TestServer server, PollingClient client)
    {
        await client.JoinAsync();
        for (var i = 0; i < 300; i++)
            server.Sockets.Single().Send(Large).ShouldBeTrue();
        var raw = await RawConnection.OpenAsync(server.Address, tcp => tcp.ReceiveBufferSize = 8192);
        await raw.SendAsync($"GET /socket.io/?EIO=4&transport=polling&sid={client.Sid} HTTP/1.1\r\nHost: x\r\n\r\n");
        await Patience.UntilAsync(() => server.Io.Sessions.Single().IsWriting, "the answer is being written");
        return raw;
    }

    private static void FillUp(Socket socket)
    {
        var watch = Stopwatch.StartNew();
        while (socket.Send(Large))
            watch.Elapsed.ShouldBeLessThan(Patience.Limit);
    }

    /// <summary>Stopping waits for the requests that are left: none may be.</summary>
    private static async Task UntilNoRequestAsync(TestServer server)
    {
        var watch = Stopwatch.StartNew();
        await server.StopAsync();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15)); // Kestrel gives up on requests that stay after 30 s
    }
}
