namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class PollingTests
{
    private const string Rs = "\u001e";

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Poll_NothingWaits_WaitsForTheNextPacket(int eio)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(eio);
        await client.JoinAsync();
        var poll = client.PollAsync();
        server.Sockets.Single().Send(EncodedPacket.Event("[\"hi\"]"u8)).ShouldBeTrue();
        (await poll).Text.ShouldEndWith("42[\"hi\"]");
    }

    /// <summary>What somebody wrote, at an address of this server: no browser is to take it for a page or a script.</summary>
    [Theory]
    [InlineData(3, "")]
    [InlineData(3, "&b64=1")]
    [InlineData(4, "")]
    public async Task Answers_OfAllKinds_AreWhatTheySayTheyAre(int eio, string more)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(eio, more);
        (await server.Polling(eio, more).PollAsync()).IsNotSniffed.ShouldBeTrue("the handshake");
        await client.JoinAsync();
        var poll = client.PollAsync();
        foreach (var socket in server.Sockets)
            socket.Send(EncodedPacket.Event("[\"<script>\"]"u8));

        (await poll).IsNotSniffed.ShouldBeTrue("a poll");
        (await client.PostAsync(eio == 3 ? "5:42[1]" : "42[1]")).IsNotSniffed.ShouldBeTrue("a post");
        (await client.SendAsync(HttpMethod.Put)).IsNotSniffed.ShouldBeTrue("a refusal");
    }

    /// <summary>Whether it polls already or comes later. Clients leave alone what is behind the type.</summary>
    [Theory]
    [InlineData(3, true, "18:1payload too large")]
    [InlineData(4, true, "1payload too large")]
    [InlineData(3, false, "18:1payload too large")]
    [InlineData(4, false, "1payload too large")]
    public async Task Post_TooLarge_IsToldInTheLastPollToo(int eio, bool isPolling, string closePacket)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 1_000);
        var client = server.Polling(eio);
        await client.JoinAsync();
        var poll = isPolling ? client.PollAsync() : null;

        (await client.PostAsync(new string('4', 1_001))).Status.ShouldBe(413);

        (await (poll ?? client.PollAsync())).Text.ShouldBe(closePacket);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.ShouldBe(["payload too large"]);
    }

    [Theory]
    [InlineData(3, "1:1")]
    [InlineData(4, "1")]
    public async Task Poll_WhileAnotherWaits_ClosesSession(int eio, string closePacket)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(eio);
        await client.JoinAsync();
        var polls = new[] { client.PollAsync(), client.PollAsync() };
        var replies = await Task.WhenAll(polls);
        replies.Select(r => r.Status).ShouldBe([200, 400], ignoreOrder: true);
        replies.Single(r => r.Status == 200).Text.ShouldBe(closePacket);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.ShouldBe(["transport error"]);
    }

    [Fact]
    public async Task Post_WhileAnotherIsUnderWay_ClosesSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        var slow = new SlowContent("42[\"note\",1]");
        var first = client.PostAsync(slow);
        await slow.Started.Soon();
        Reply second;
        do
        {
            second = await client.PostAsync("42[\"note\",2]"); // the first one's head may still be on its way
        }
        while (second.Status == 200);
        second.Status.ShouldBe(400);
        slow.Finish();
        try
        {
            (await first).Status.ShouldBeOneOf(200, 400);
        }
        catch (HttpRequestException)
        {
            // its connection was cut before it was whole
        }

        server.Notes.Contains("[1]", StringComparer.Ordinal).ShouldBeFalse();
        server.Reasons.ShouldBe(["transport error"]);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Poll_Cancelled_ClosesSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        using var cancel = new CancellationTokenSource();
        var polling = EngineProbe.Of(server, client.Sid);
        var poll = client.PollUntilAsync(cancel.Token);
        await polling.UntilPolledAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);
        await server.UntilEmptyAsync();
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.ShouldBe(["transport close"]);
    }

    [Fact]
    public async Task Post_BrokenOff_ClosesSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        using var raw = await RawConnection.OpenAsync(server.Address);
        await raw.SendAsync($"POST /socket.io/?EIO=4&transport=polling&sid={client.Sid} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r"
            + $"\n42[\"no");
        raw.Dispose();
        await server.UntilEmptyAsync();
        server.Reasons.ShouldBe(["transport close"]);
        server.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, "1:1", "1:6")]
    [InlineData(4, "1", "6")]
    public async Task Post_ClosePacket_EndsSessionAndPendingPoll(int eio, string close, string noop)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(eio);
        await client.JoinAsync();
        var probe = EngineProbe.Of(server, client.Sid);
        var poll = client.PollAsync();
        await probe.UntilPolledAsync();
        (await client.PostAsync(close)).Text.ShouldBe("ok");
        var reply = await poll;
        reply.Status.ShouldBe(200);
        reply.Text.ShouldBe(noop);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.ShouldBe(["transport close"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_Closes_PollerGetsTheRestAndTheClosePacket(bool pollFirst)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        var socket = server.Sockets.Single();
        Task<Reply>? poll = null;
        if (pollFirst)
        {
            var probe = EngineProbe.Of(server, client.Sid);
            poll = client.PollAsync();
            await probe.UntilPolledAsync();
        }

        socket.Send(EncodedPacket.Event("[\"last\"]"u8));
        socket.Disconnect(close: true);
        var payloads = new List<string> { (await (poll ?? client.PollAsync())).Text };
        while (payloads[^1] != "1") // which comes by itself, so that it overtakes nothing
            payloads.Add((await client.PollAsync()).Text);
        string.Join(Rs, payloads).ShouldBe($"42[\"last\"]{Rs}41{Rs}1");
        server.Io.ConnectionCount.ShouldBe(0);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.Single().ShouldBe("server namespace disconnect");
    }

    [Fact]
    public async Task Server_Closes_SessionOfAClientThatNeverComesIsForgotten()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        server.Sockets.Single().Disconnect(close: true);
        server.Io.ConnectionCount.ShouldBe(1);
        server.Time.Advance(TimeSpan.FromSeconds(3));
        server.Io.ConnectionCount.ShouldBe(0);
        (await client.PollAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Session_NeverPolledAgain_EndsByPingTimeout()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        server.Time.Advance(TimeSpan.FromSeconds(45));
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Reasons.ShouldBe(["ping timeout"]);
    }

    [Fact]
    public async Task V4_Heartbeat_KeepsSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(25));
            (await client.PollAsync()).Text.ShouldBe("2");
            (await client.PostAsync("3")).Text.ShouldBe("ok");
        }
    }

    [Fact]
    public async Task V3_Heartbeat_KeepsSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3);
        await client.JoinAsync();
        for (var i = 0; i < 3; i++)
        {
            server.Time.Advance(TimeSpan.FromSeconds(25));
            (await client.PostAsync("1:2")).Text.ShouldBe("ok");
            (await client.PollAsync()).Text.ShouldBe("1:3");
        }

        server.Time.Advance(TimeSpan.FromSeconds(45));
        (await client.PostAsync("1:2")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task V3_FloodOfPings_IsBounded()
    {
        await using var server = await TestServer.StartAsync(o => o.OutboxPackets = 100);
        var client = server.Polling(3);
        await client.JoinAsync();
        await client.PostAsync(string.Concat(Enumerable.Repeat("1:2", 300_000)));
        await Patience.UntilAsync(() => !server.Reasons.IsEmpty, "the end of the socket");
        server.Reasons.ShouldBe(["too slow"]);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Poll_Answer_IsNotCached()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(server.Url("EIO=4&transport=polling"), TestContext.Current.CancellationToken);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}
