using SocketIOClient.Transport;

namespace Gossamer.Server.Tests.Hosting;

public sealed class ServerSiteTests
{
    [Theory]
    [InlineData(TransportProtocol.WebSocket, 4)]
    [InlineData(TransportProtocol.Polling, 4)]
    [InlineData(TransportProtocol.WebSocket, 3)]
    public async Task Chat_TwoUsersOnOneServer_SeeAndHearEachOther(TransportProtocol transport, int engine)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var anna = await ChatClient.ConnectAsync(servers.Url(), transport, engine);
        using var billy = await ChatClient.ConnectAsync(servers.Url());

        await anna.IdentifyAsync("Anna");
        await anna.SeeAsync("Anna");
        await billy.IdentifyAsync(new { user = "😀 Billy", token = "unused" });
        await Task.WhenAll(anna.SeeAsync("Anna", "😀 Billy"), billy.SeeAsync("Anna", "😀 Billy"));

        var receipt = await anna.AskAsync(new { from = "Anna", to = "😀 Billy", text = "Hi <b>\"\\\n", forwarded = false, id = "m-1" });

        receipt.GetRawText().ShouldBe("""{"id":"m-1","delivered":1,"servers":1}""");
        foreach (var client in new[] { anna, billy })
        {
            var message = await client.NextMessageAsync();
            message.GetProperty("from").GetString().ShouldBe("Anna");
            message.GetProperty("text").GetString().ShouldBe("Hi <b>\"\\\n");
            message.GetProperty("id").GetString().ShouldBe("m-1");
            message.GetProperty("at").GetInt64().ShouldBeInRange(1_700_000_000_000, 10_000_000_000_000);
        }

        await anna.SendAsync(new { from = "Anna", to = "Anna", text = "note" });
        (await anna.NextMessageAsync()).GetProperty("text").GetString().ShouldBe("note");
        await billy.DisconnectAsync();
        await anna.SeeAsync("Anna");
        anna.HasMessage.ShouldBeFalse();
    }

    [Fact]
    public async Task Chat_Refusals_AreToldAndCloseNothing()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var anna = await ChatClient.ConnectAsync(servers.Url());

        await anna.SendAsync(new { from = "Anna", to = "Billy", text = "too early" });
        (await anna.NextRejectionAsync()).GetProperty("code").GetString().ShouldBe("not-identified");
        await anna.IdentifyAsync(7);
        (await anna.NextRejectionAsync()).GetProperty("code").GetString().ShouldBe("bad-identify");
        await anna.IdentifyAsync("Anna");
        await anna.SeeAsync("Anna");
        (await anna.AskAsync(new { from = "Billy", to = "Anna", text = "forged" }))
            .GetProperty("error").GetProperty("code").GetString().ShouldBe("wrong-from");
        (await anna.AskAsync(new { from = "Anna", to = "Billy", text = "nobody there" }))
            .GetProperty("delivered").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Chat_UsersOnSeveralServers_GetEachMessageOnceInOrderOnEachConnection()
    {
        await using var servers = await TestServers.StartAsync(3);
        using var anna1 = await ChatClient.ConnectAsync(servers.Url(0));
        using var anna2 = await ChatClient.ConnectAsync(servers.Url(1), TransportProtocol.Polling);
        using var billy1 = await ChatClient.ConnectAsync(servers.Url(1));
        using var billy2 = await ChatClient.ConnectAsync(servers.Url(2));
        await anna1.IdentifyAsync("Anna");
        await anna2.IdentifyAsync("Anna");
        await billy1.IdentifyAsync("Billy");
        await billy2.IdentifyAsync("Billy");
        ChatClient[] all = [anna1, anna2, billy1, billy2];
        await Task.WhenAll(all.Select(client => client.SeeAsync("Anna", "Billy")));
        // The lists agree on the names before every server knows every connection.
        while ((await anna1.AskAsync(new { from = "Anna", to = "Billy", text = "probe" })).GetProperty("delivered").GetInt32() < 2
            || (await billy2.AskAsync(new { from = "Billy", to = "Anna", text = "probe" })).GetProperty("delivered").GetInt32() < 2)
        {
        }

        for (var i = 0; i < 50; i++)
            await anna1.SendAsync(new { from = "Anna", to = "Billy", text = $"{i}" });
        var receipt = await anna1.AskAsync(new { from = "Anna", to = "Billy", text = "last", id = "last" });

        receipt.GetRawText().ShouldBe("""{"id":"last","delivered":2,"servers":2}""");
        foreach (var client in all)
        {
            string[] expected = [.. Enumerable.Range(0, 50).Select(i => $"{i}"), "last"];
            foreach (var text in expected)
                (await NextTextAsync(client)).ShouldBe(text);
            client.HasMessage.ShouldBeFalse();
        }
    }

    private static async Task<string?> NextTextAsync(ChatClient client)
    {
        while (true)
            if ((await client.NextMessageAsync()).GetProperty("text").GetString() is not "probe" and var text)
                return text;
    }
}
