using System.Net;
using System.Text.Json;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Http;

public sealed class MeshQueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Events_TellTheStartAndEachLinkOnceThenOnlyWhatIsNew()
    {
        await using var servers = await TestServers.StartAsync(2);
        using var http = servers.Http();

        var events = new List<JsonElement>();
        while (events.Count(static entry => Kind(entry) == "link-up") < 2)
            events = [.. (await GetAsync(http, "/api/mesh/events")).GetProperty("events").EnumerateArray()];

        Kind(events[0]).ShouldBe("started");
        events[0].GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        events.Where(static entry => Kind(entry) == "link-up").Select(static entry => entry.GetProperty("direction").GetString())
            .ShouldBe(["incoming", "outgoing"], ignoreOrder: true);
        events.Last(static entry => Kind(entry) == "link-up").GetProperty("peer").GetString().ShouldBe("server-2");

        var status = await GetAsync(http, "/api/mesh");
        var after = status.GetProperty("lastEvent").GetInt64();
        (await GetAsync(http, $"/api/mesh/events?after={after}")).GetProperty("events").GetArrayLength().ShouldBe(0);
        (await GetAsync(http, "/api/mesh/events?after=" + long.MaxValue)).GetProperty("events").GetArrayLength()
            .ShouldBeGreaterThanOrEqualTo(events.Count);
    }

    [Fact]
    public async Task Get_Mesh_TellsOfTheProcessAndOfWhatHasEnded()
    {
        await using var servers = await TestServers.StartAsync(2);
        using var http = servers.Http();
        using (var client = await ChatClient.ConnectAsync(servers.Url()))
            await client.DisconnectAsync();

        JsonElement status;
        do
            status = await GetAsync(http, "/api/mesh");
        while (!status.GetProperty("closes").EnumerateObject().Any()
            || status.GetProperty("links")[0].GetProperty("receivedBytes").GetInt64() == 0);

        status.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        status.GetProperty("startedAt").GetInt64().ShouldBeInRange(status.GetProperty("now").GetInt64() - 600_000,
            status.GetProperty("now").GetInt64());
        status.GetProperty("cpuSeconds").GetDouble().ShouldBeGreaterThan(0);
        status.GetProperty("memoryBytes").GetInt64().ShouldBeGreaterThan(1_000_000);
        status.GetProperty("links")[0].GetProperty("lastHeardMs").GetInt64().ShouldBeInRange(0, 5_000);
        using var other = servers.Http(1);
        (await GetAsync(other, "/api/mesh")).GetProperty("process").GetInt64().ShouldBe(status.GetProperty("process").GetInt64());
    }

    [Fact]
    public async Task Get_Connections_ComePageByPageWithWhoTheyAre()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();
        var clients = new List<ChatClient>();
        foreach (var name in (string[])["Anna", "Anna", "Billy", "Carl", "Dora"])
        {
            clients.Add(await ChatClient.ConnectAsync(servers.Url()));
            await clients[^1].IdentifyAsync(name);
            await clients[^1].ListAsync();
        }

        List<JsonElement> walked = [];
        for (string? next = ""; next is not null;)
        {
            var page = await GetAsync(http, $"/api/connections?limit=2&after={next}");
            page.GetProperty("total").GetInt32().ShouldBe(5);
            page.GetProperty("connections").GetArrayLength().ShouldBeInRange(1, 2);
            walked.AddRange(page.GetProperty("connections").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        walked.Select(User).Order(StringComparer.Ordinal).ShouldBe(["Anna", "Anna", "Billy", "Carl", "Dora"]);
        walked.Select(static one => one.GetProperty("id").GetString()!).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        var first = walked[0];
        first.GetProperty("transport").GetString().ShouldBe("websocket");
        first.GetProperty("eio").GetInt32().ShouldBe(4);
        IPAddress.Parse(first.GetProperty("address").GetString()!).MapToIPv4().ShouldBe(IPAddress.Loopback);
        first.GetProperty("since").GetInt64().ShouldBeGreaterThan(1_700_000_000_000);

        var annas = await GetAsync(http, "/api/connections?user=Anna");
        annas.GetProperty("connections").EnumerateArray().Select(User).ShouldBe(["Anna", "Anna"]);
        annas.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        clients.ForEach(static client => client.Dispose());
    }

    [Theory]
    [InlineData("/api/mesh/events?after=-1", "bad-after")]
    [InlineData("/api/mesh/events?after=", "bad-after")]
    [InlineData("/api/mesh/events?after=1&after=2", "bad-after")]
    [InlineData("/api/connections?limit=0", "bad-limit")]
    [InlineData("/api/connections?limit=1001", "bad-limit")]
    [InlineData("/api/connections?user=%00", "bad-name")]
    public async Task Get_WhatCannotBe_IsRefusedWithWords(string path, string code)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        using var response = await http.GetAsync(path, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(Token)).ShouldStartWith($$$"""{"error":{"code":"{{{code}}}","message":""");
    }

    [Theory]
    [InlineData("/api/mesh")]
    [InlineData("/api/mesh/events")]
    [InlineData("/api/mesh/events?after=nonsense")]
    [InlineData("/api/connections")]
    [InlineData("/api/connections?limit=0")]
    public async Task Get_WithoutTheKey_TellsNothing(string path)
    {
        await using var servers = await TestServers.StartAsync(
            1, TestServers.Quiet with { Operators = OperatorAccess.By("the right key of them") });
        using var http = servers.Http();

        using var response = await http.GetAsync(path, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Token)).ShouldStartWith("""{"error":{"code":"operator-key","message":""");
    }

    private static string Kind(JsonElement entry) => entry.GetProperty("kind").GetString()!;

    private static string User(JsonElement connection) => connection.GetProperty("user").GetString()!;

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Token);
        response.EnsureSuccessStatusCode();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return json.RootElement.Clone();
    }
}
