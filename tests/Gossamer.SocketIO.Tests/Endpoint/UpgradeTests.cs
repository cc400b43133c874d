using System.Collections.Concurrent;
using System.Globalization;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class UpgradeTests
{
    private const string Rs = "\u001e";

    [Theory]
    [InlineData(3, "1:6")]
    [InlineData(4, "6")]
    public async Task Upgrade_WithProbe_CarriesTheSession(int eio, string noop)
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling(eio);
        await polling.JoinAsync();
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        (await polling.PollAsync()).Text.ShouldBe(noop);
        await client.SendAsync("5");
        await client.SendAsync("42[\"message\",1]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\",1]");
        server.Io.ConnectionCount.ShouldBe(1);
        server.Sockets.Count.ShouldBe(1);
        await client.SendAsync("1");
        await server.UntilEmptyAsync();
    }

    [Fact]
    public async Task Upgrade_PendingPoll_GetsNoop()
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling();
        await polling.JoinAsync();
        var probe = EngineProbe.Of(server, polling.Sid);
        var poll = polling.PollAsync();
        await probe.UntilPolledAsync();
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        poll.IsCompleted.ShouldBeFalse();
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        (await poll).Text.ShouldBe("6");
    }

    [Fact]
    public async Task Upgrade_WhatWaits_GoesOverTheWebSocket()
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling();
        await polling.JoinAsync();
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        for (var i = 0; i < 10; i++)
            server.Sockets.Single().Send(EncodedPacket.Event(Wire.Text($"[\"e\",{i}]")));
        await client.SendAsync("5");
        for (var i = 0; i < 10; i++)
            (await client.ReceiveAsync()).ShouldBe($"42[\"e\",{i}]");
    }

    /// <summary>As real clients do it: poll until the noop, wait for the post under way, then switch; both directions never stop.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Upgrade_WhileMessagesFlow_LosesAndReordersNone(int eio)
    {
        const int Count = 600;
        await using var server = await TestServer.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var polling = server.Polling(eio);
            await polling.JoinAsync();
            var socket = server.Sockets.Last();
            server.Notes.Clear();
            var received = new ConcurrentQueue<int>();
            var serverSends = Task.Run(async () =>
            {
                for (var i = 0; i < Count; i++)
                {
                    socket.Send(EncodedPacket.Event(Wire.Text($"[\"n\",{i}]"))).ShouldBeTrue();
                    if (i % 20 == 0)
                        await Task.Yield();
                }
            }, TestContext.Current.CancellationToken);

            var probed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var polls = PollUntilNoopAsync(polling, received, probed.Task);
            var sent = 0;
            for (; sent < 20; sent++)
                await PostNoteAsync(polling, eio, sent);
            await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
            await client.SendAsync("2probe");
            (await client.ReceiveAsync()).ShouldBe("3probe");
            for (; sent < 30; sent++)
                await PostNoteAsync(polling, eio, sent);
            probed.SetResult();
            await polls.Soon();
            await client.SendAsync("5");
            var clientSends = Task.Run(async () =>
            {
                for (var i = sent; i < Count; i++)
                    await client.SendAsync($"42[\"note\",{i}]");
                await client.SendAsync("42[\"message\",\"end\"]");
            }, TestContext.Current.CancellationToken);

            string message;
            var ends = 0;
            while (received.Count < Count || ends == 0)
            {
                message = await client.ReceiveAsync();
                if (message.StartsWith("42[\"n\",", StringComparison.Ordinal))
                    received.Enqueue(int.Parse(message[7..^1], CultureInfo.InvariantCulture));
                else
                    ends += message == "42[\"message-back\",\"end\"]" ? 1 : throw new InvalidOperationException(message);
            }

            await Task.WhenAll(serverSends, clientSends).Soon();
            received.ShouldBe(Enumerable.Range(0, Count));
            server.Notes.ShouldBe(Enumerable.Range(0, Count).Select(i => $"[{i}]"));
        }
    }

    /// <summary>
    /// A client must not switch while it posts. One that does may not get two handlers to run at once: applications rely on
    /// "in order, one at a time".
    /// </summary>
    [Fact]
    public async Task Upgrade_WhileAPostIsHandedOn_EventsStayOneAtATime()
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling();
        await polling.JoinAsync();
        var post = polling.PostAsync($"42[\"wait\"]{Rs}42[\"note\",1]");
        await server.Waiting.Task.Soon();
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        await client.SendAsync("5");
        await client.SendAsync("42[\"note\",2]");
        await client.SendAsync("42[\"message\"]");
        var answer = client.ReceiveAsync();
        await UntilUpgradedAsync(server, polling);
        server.Notes.ShouldBeEmpty();
        server.Gate.SetResult();
        (await post).Text.ShouldBe("ok");
        (await answer).ShouldBe("42[\"message-back\"]");
        server.Notes.ShouldBe(["[1]", "[2]"]);
    }

    /// <summary>Its head came before the upgrade, its body comes after.</summary>
    [Fact]
    public async Task Upgrade_WhileAPostArrives_PostIsRefused()
    {
        await using var server = await TestServer.StartAsync();
        var polling = server.Polling();
        await polling.JoinAsync();
        var slow = new SlowContent("42[\"note\",1]");
        var post = polling.PostAsync(slow);
        await slow.Started.Soon();
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        await client.SendAsync("2probe");
        (await client.ReceiveAsync()).ShouldBe("3probe");
        await client.SendAsync("5");
        await UntilUpgradedAsync(server, polling);
        slow.Finish();
        (await post).Status.ShouldBe(400);
        await client.SendAsync("42[\"message\"]");
        (await client.ReceiveAsync()).ShouldBe("42[\"message-back\"]");
        server.Notes.ShouldBeEmpty();
    }

    private static Task UntilUpgradedAsync(TestServer server, PollingClient polling)
    {
        var session = EngineProbe.Of(server, polling.Sid).Session;
        return Patience.UntilAsync(() => session.Transport!.Kind == SocketIOTransports.WebSocket, "the upgrade is done");
    }

    private static async Task PostNoteAsync(PollingClient polling, int eio, int number)
    {
        var packet = $"42[\"note\",{number}]";
        (await polling.PostAsync(eio == 4 ? packet : $"{packet.Length}:{packet}")).Text.ShouldBe("ok");
    }

    /// <summary>Polls on until the client pauses: it has its probe's answer, and no poll under way.</summary>
    private static async Task PollUntilNoopAsync(PollingClient polling, ConcurrentQueue<int> received, Task pause)
    {
        while (!pause.IsCompleted)
        {
            var text = (await polling.PollAsync()).Text;
            foreach (var packet in text.Split("42[\"n\",").Skip(1))
                received.Enqueue(int.Parse(packet[..packet.IndexOf(']', StringComparison.Ordinal)], CultureInfo.InvariantCulture));
        }
    }
}
