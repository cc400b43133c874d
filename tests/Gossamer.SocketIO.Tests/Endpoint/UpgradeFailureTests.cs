using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Upgrades that are refused, that break off, and what ends during and after one.</summary>
public sealed class UpgradeFailureTests
{
    private const string Closed = "close 1000 ";

    [Fact]
    public async Task AfterUpgrade_HttpRequests_AreRefusedAndSessionLives()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await UpgradeAsync(server);
        await using (client)
        {
            (await polling.PollAsync()).Status.ShouldBe(400);
            (await polling.PostAsync("42[\"note\",1]")).Status.ShouldBe(400);
            await client.SendAsync("42[\"message\"]");
            (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
            server.Notes.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task AfterUpgrade_SecondUpgrade_IsRefusedAndSessionLives()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await UpgradeAsync(server);
        await using (client)
        {
            await AssertIsClosedAsync(polling.UpgradeUrl);
            await client.SendAsync("42[\"message\"]");
            (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        }
    }

    [Fact]
    public async Task DuringUpgrade_SecondUpgrade_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        await AssertIsClosedAsync(polling.UpgradeUrl);
    }

    [Fact]
    public async Task WebSocketSession_UpgradedAgain_IsRefused()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.WebSocketAsync();
        var sid = System.Text.Json.JsonDocument.Parse((await client.ReceiveAsync())[1..]).RootElement.GetProperty("sid").GetString();
        await AssertIsClosedAsync(server.Url($"EIO=4&transport=websocket&sid={sid}"));
    }

    [Fact]
    public async Task Upgrade_NotAllowed_IsRefused()
    {
        await using var server = await TestServer.StartAsync(o => o.AllowUpgrades = false);
        var polling = server.Polling();
        (await polling.OpenAsync()).GetProperty("upgrades").GetArrayLength().ShouldBe(0);
        await AssertIsClosedAsync(polling.UpgradeUrl);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Upgrade_ClientFallsSilent_SessionGoesOnPollingAndMayTryAgain(bool probe)
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        var session = EngineProbe.Of(server, polling.Sid).Session;
        await Patience.UntilAsync(() => server.Time.HasStarted(session.Options.UpgradeTimeout), "the time to upgrade has begun");
        if (probe)
        {
            await ProbeAsync(client);
            await Patience.UntilAsync(() => session.Upgrade.IsProbed, "the probe is known");
        }
        else
        {
            await client.SendAsync(Wire.Text("2"), WebSocketMessageType.Text, end: false); // a message that never ends
        }

        server.Time.Advance(session.Options.UpgradeTimeout);
        (await client.ReceiveEndAsync()).ShouldBe("gone");
        await AssertMayUpgradeAgainAsync(server, polling, session);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2probe ")]
    [InlineData("5")]
    [InlineData("42[\"note\",1]")]
    [InlineData("abc")]
    public async Task Upgrade_WithoutProbe_SessionGoesOnPolling(string first)
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        await client.SendAsync(first);
        (await client.ReceiveEndAsync()).ShouldBe(Closed);
        await AssertStillPollingAsync(server, polling);
        server.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Upgrade_ProbedButNotCompleted_SessionGoesOnPolling()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        await ProbeAsync(client);
        await client.SendAsync("42[\"note\",1]");
        (await client.ReceiveEndAsync()).ShouldBe(Closed);
        await AssertStillPollingAsync(server, polling);
        server.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Upgrade_ConnectionLost_SessionGoesOnPolling()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        var session = EngineProbe.Of(server, polling.Sid).Session;
        client.Socket.Abort();
        await AssertMayUpgradeAgainAsync(server, polling, session);
    }

    [Fact]
    public async Task AfterUpgrade_ConnectionLost_EndsSession()
    {
        await using var server = await TestServer.StartAsync();
        var (_, client) = await UpgradeAsync(server);
        client.Socket.Abort();
        await server.UntilEmptyAsync();
        server.Reasons.ShouldBe(["transport close"]);
    }

    [Fact]
    public async Task AfterUpgrade_PingTimeout_EndsSession()
    {
        await using var server = await TestServer.StartAsync();
        var (_, client) = await UpgradeAsync(server);
        await using (client)
        {
            var end = client.ReceiveEndAsync();
            await Patience.UntilAsync(
                () =>
                {
                    server.Time.Advance(TimeSpan.FromSeconds(46)); // the heartbeat may still be on its way from the other transport
                    return end.IsCompleted;
                },
                "the end of the silent client");
            (await end).ShouldBe("gone");
            await server.UntilEmptyAsync();
            server.Reasons.ShouldBe(["ping timeout"]);
        }
    }

    [Fact]
    public async Task DuringUpgrade_SessionEnds_WebSocketIsClosed()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        await ProbeAsync(client);
        (await polling.PostAsync("1")).Text.ShouldBe("ok");
        await client.SendAsync("5");
        (await client.ReceiveEndAsync()).ShouldBe(Closed);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    /// <summary>The client has stopped polling: without the WebSocket it would never hear that it was disconnected on purpose.</summary>
    [Fact]
    public async Task DuringUpgrade_ServerDisconnects_WebSocketBringsTheRestAndCloses()
    {
        await using var server = await TestServer.StartAsync();
        var (polling, client) = await BeginUpgradeAsync(server);
        await using var _ = client;
        await ProbeAsync(client);
        (await polling.PollAsync()).Text.ShouldBe("6");
        server.Sockets.Single().Send(EncodedPacket.Event("[\"last\"]"u8));
        server.Sockets.Single().Disconnect(close: true);
        await client.SendAsync("5");
        (await client.ReceiveAsync()).ShouldBe("42[\"last\"]");
        (await client.ReceiveAsync()).ShouldBe("41");
        (await client.ReceiveAsync()).ShouldBe("close 1000 forced close");
        server.Io.ConnectionCount.ShouldBe(0);
        server.Reasons.ShouldBe(["server namespace disconnect"]);
    }

    /// <summary>As Engine.IO's own server does it.</summary>
    private static async Task AssertIsClosedAsync(Uri url)
    {
        await using var other = await WebSocketClient.ConnectAsync(url);
        (await other.ReceiveAsync()).ShouldBe(Closed);
    }

    private static async Task<(PollingClient Polling, WebSocketClient Client)> BeginUpgradeAsync(TestServer server)
    {
        var polling = server.Polling();
        await polling.JoinAsync();
        return (polling, await WebSocketClient.ConnectAsync(polling.UpgradeUrl));
    }

    private static async Task ProbeAsync(WebSocketClient client)
    {
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
    }

    private static async Task<(PollingClient Polling, WebSocketClient Client)> UpgradeAsync(TestServer server)
    {
        var (polling, client) = await BeginUpgradeAsync(server);
        await ProbeAsync(client);
        await client.SendAsync("5");
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        return (polling, client);
    }

    private static async Task AssertMayUpgradeAgainAsync(TestServer server, PollingClient polling, EngineSession session)
    {
        await Patience.UntilAsync(session.Upgrade.TryEnter, "the gate is open");
        session.Upgrade.Leave();
        await AssertStillPollingAsync(server, polling);
    }

    private static async Task AssertStillPollingAsync(TestServer server, PollingClient polling)
    {
        (await polling.PostAsync("42[\"message\",7]")).Text.ShouldBe("ok");
        string text;
        while ((text = (await polling.PollAsync()).Text) == "6")
        {
            // until the server has noticed
        }

        text.ShouldBe("42[\"message-back\",7]");
        server.Io.ConnectionCount.ShouldBe(1);
    }
}
