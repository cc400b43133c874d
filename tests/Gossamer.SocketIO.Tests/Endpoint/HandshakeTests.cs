using System.Text.Json;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class HandshakeTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Polling_Handshake_TellsOptions(int eio)
    {
        await using var server = await TestServer.StartAsync(o =>
        {
            o.PingInterval = TimeSpan.FromMilliseconds(300);
            o.PingTimeout = o.PingTimeoutV3 = TimeSpan.FromMilliseconds(200);
        });
        var handshake = await server.Polling(eio).OpenAsync();
        handshake.EnumerateObject().Select(p => p.Name).ShouldBe(["sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"]);
        handshake.GetProperty("sid").GetString()!.Length.ShouldBe(20);
        handshake.GetProperty("upgrades").EnumerateArray().Select(e => e.GetString()).ShouldBe(["websocket"]);
        handshake.GetProperty("pingInterval").GetInt32().ShouldBe(300);
        handshake.GetProperty("pingTimeout").GetInt32().ShouldBe(200);
        handshake.GetProperty("maxPayload").GetInt32().ShouldBe(1_000_000);
    }

    [Fact]
    public async Task Polling_HandshakeOfRevision3_HasLengthAndImplicitConnect()
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.Polling(3).PollAsync();
        var length = int.Parse(reply.Text.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
        var rest = reply.Text[(reply.Text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        rest[..length].ShouldStartWith("0{");
        rest[..length].ShouldEndWith("}");
        rest[length..].ShouldBe("2:40");
        reply.ContentType.ShouldBe("text/plain; charset=UTF-8");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task WebSocket_Handshake_OffersNoUpgrade(int eio)
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await server.WebSocketAsync($"EIO={eio}&transport=websocket");
        var open = await client.ReceiveAsync();
        open.ShouldStartWith("0{");
        JsonDocument.Parse(open[1..]).RootElement.GetProperty("upgrades").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("transport=polling", 5, "Unsupported protocol version")]
    [InlineData("EIO=abc&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("EIO=2&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("EIO=5&transport=polling", 5, "Unsupported protocol version")]
    [InlineData("EIO=4", 0, "Transport unknown")]
    [InlineData("EIO=4&transport=abc", 0, "Transport unknown")]
    [InlineData("EIO=4&transport=POLLING", 0, "Transport unknown")]
    [InlineData("EIO=4&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("EIO=3&transport=polling&sid=nobody", 1, "Session ID unknown")]
    [InlineData("EIO=4&transport=websocket", 3, "Bad request")]
    [InlineData("EIO=3&transport=polling&j=0", 3, "Bad request")]
    [InlineData("", 0, "Transport unknown")]
    public async Task Get_NotServable_IsRefusedWithCodeAndMessage(string query, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(server.Url(query), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        error.GetProperty("code").GetInt32().ShouldBe(code);
        error.GetProperty("message").GetString().ShouldBe(message);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    public async Task Handshake_WrongMethod_IsRefused(string method)
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.Polling().SendAsync(new HttpMethod(method));
        reply.Status.ShouldBe(400);
        if (method != "HEAD")
            JsonDocument.Parse(reply.Text).RootElement.GetProperty("code").GetInt32().ShouldBe(2);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Session_WrongMethod_IsRefusedAndSessionLives(string method)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        (await client.SendAsync(new HttpMethod(method))).Status.ShouldBe(400);
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(4, 3)]
    public async Task Session_OfOtherRevision_IsUnknown(int made, int used)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(made);
        await client.OpenAsync();
        using var response = await server.Http.GetAsync(server.Url($"EIO={used}&transport=polling&sid={client.Sid}"),
            TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
    }

    [Theory]
    [InlineData(SocketIOTransports.WebSocket, "polling")]
    [InlineData(SocketIOTransports.Polling, "websocket")]
    public async Task Transport_NotAllowed_IsUnknown(SocketIOTransports allowed, string transport)
    {
        await using var server = await TestServer.StartAsync(o => o.Transports = allowed);
        using var response = await server.Http.GetAsync(server.Url($"EIO=4&transport={transport}"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"code\":0");
    }

    [Fact]
    public async Task Jsonp_Hint_SaysWhatToDo()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Polling(3, "&j=0").PollAsync()).Text.ShouldContain("JSONP");
    }

    [Fact]
    public async Task Sessions_MoreThanMay_AreRefusedWith503()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxSessions = 1);
        await server.Polling().OpenAsync();
        (await server.Polling().PollAsync()).Status.ShouldBe(503);
        server.Io.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Sessions_MoreOfAnAddressThanMay_AreRefusedWith429()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxSessionsPerAddress = 1);
        await server.Polling().OpenAsync();
        var refusal = await server.Polling().PollAsync();
        refusal.Status.ShouldBe(429);
        refusal.Text.ShouldContain("sessions of this address");
    }

    /// <summary>Handshakes that nobody goes on with shut nobody out: those that do go on stay.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Sessions_ManyHandshakesAndNothingMore_LeaveRoomForClients(int protocol)
    {
        await using var server = await TestServer.StartAsync(o => (o.MaxSessions, o.MaxPendingSessions) = (20, 5));
        var client = server.Polling(protocol);
        await client.OpenAsync();
        await client.PostAsync(protocol == 3 ? "1:2" : "40");
        for (var i = 0; i < 40; i++)
            await server.Polling(protocol).OpenAsync();

        server.Io.ConnectionCount.ShouldBe(6);
        (await client.PollAsync()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Path_WithoutSlash_IsServed()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(new Uri(server.Address, "/socket.io?EIO=4&transport=polling"),
            TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
    }
}
