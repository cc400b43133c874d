namespace Gossamer.SocketIO.Tests.Endpoint;

/// <content>Over polling, and on the way from there to a WebSocket.</content>
internal sealed partial class Ends
{
    private Func<int, Task<bool>>[] Polling =>
    [
        i => PostAsync(i, "1"),
        i => PostAsync(i, "what?"),
        i => PostAsync(i, "42[\"flood\"]"),
        async i => !await PostAsync(i, new string('x', MaxPayload + 1)), // and never fetches why
        async i => !await PostAsync(i, "42[\"leave\"]"), // and never fetches what is left
        FetchesTheRestAsync,
        AbandonedAsync,
        PollCancelledAsync,
        TwoPollsAsync,
    ];

    private Func<int, Task<bool>>[] Upgrading =>
    [
        i => UpgradeAsync(i, "2probe", "5"),
        i => UpgradeAsync(i, "2probe", "5", "1"),
        async i => !await UpgradeAsync(i, "2probe"),
        async i => !await UpgradeAsync(i, "what?"),
        async i => !await UpgradeAsync(i),
        UpgradeSilentAsync,
    ];

    private async Task<PollingClient> JoinPollingAsync(int i)
    {
        var client = _server.Polling(Eio(i));
        await client.JoinAsync();
        return client;
    }

    private async Task<bool> PostAsync(int i, string packet)
    {
        var client = await JoinPollingAsync(i);
        await client.PostAsync(Eio(i) == 4 ? packet : $"{packet.Length}:{packet}");
        return false;
    }

    private async Task<bool> FetchesTheRestAsync(int i)
    {
        var client = await JoinPollingAsync(i);
        await client.PostAsync(Eio(i) == 4 ? "42[\"leave\"]" : "11:42[\"leave\"]");
        while ((await client.PollAsync()).Status == 200)
        {
            // until the close packet has been fetched
        }

        return false;
    }

    private async Task<bool> AbandonedAsync(int i)
    {
        await JoinPollingAsync(i);
        return true;
    }

    private async Task<bool> PollCancelledAsync(int i)
    {
        var client = await JoinPollingAsync(i);
        var probe = EngineProbe.Of(_server, client.Sid);
        using var cancellation = new CancellationTokenSource();
        var poll = client.PollUntilAsync(cancellation.Token);
        await probe.UntilPolledAsync();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(poll);
        return false;
    }

    private async Task<bool> TwoPollsAsync(int i)
    {
        var client = await JoinPollingAsync(i);
        await Task.WhenAll(client.PollAsync(), client.PollAsync());
        return false;
    }

    /// <summary>So many steps of an upgrade, and then its connection is cut.</summary>
    private async Task<bool> UpgradeAsync(int i, params string[] steps)
    {
        var polling = await JoinPollingAsync(i);
        await using var client = await WebSocketClient.ConnectAsync(polling.UpgradeUrl);
        foreach (var step in steps)
            await client.SendAsync(step);
        if (steps is ["2probe", ..])
            (await client.ReceiveAsync()).ShouldBe("3probe");
        client.Socket.Abort();
        return false;
    }

    private async Task<bool> UpgradeSilentAsync(int i)
    {
        var polling = await JoinPollingAsync(i);
        return Stay(await WebSocketClient.ConnectAsync(polling.UpgradeUrl));
    }
}
