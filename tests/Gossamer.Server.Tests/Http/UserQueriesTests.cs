using System.Net;
using System.Text.Json;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Http;

public sealed class UserQueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Users_ComePageByPageInTheOrderOfTheirUnits()
    {
        string[] names = ["\"", "Anna", "Zoë", "a/b", "ع", "😀", "\uff5e"];
        await using var servers = await TestServers.StartAsync(1);
        var clients = await JoinAsync(servers, names);
        using var http = servers.Http();

        using var all = await GetAsync(http, "/api/users");
        Users(all).ShouldBe(names);
        all.RootElement.GetProperty("total").GetInt32().ShouldBe(7);
        all.RootElement.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);

        List<string> walked = [];
        for (var next = ""; next is not null;)
        {
            using var page = await GetAsync(http, $"/api/users?limit=3&after={Uri.EscapeDataString(next)}");
            Users(page).Length.ShouldBeLessThanOrEqualTo(3);
            walked.AddRange(Users(page));
            next = page.RootElement.GetProperty("next").GetString();
            (next ?? walked[^1]).ShouldBe(walked[^1]);
        }
        walked.ShouldBe(names);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Get_AfterANameThatNobodyHas_BeginsBehindIt()
    {
        await using var servers = await TestServers.StartAsync(1);
        var clients = await JoinAsync(servers, "Anna", "Carl");
        using var http = servers.Http();

        using var page = await GetAsync(http, "/api/users?after=Billy");

        Users(page).ShouldBe(["Carl"]);
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData("Anna")]
    [InlineData("a/b%2F c?d#é")]
    [InlineData("😀")]
    public async Task Get_OneUser_TellsServersAndConnections(string name)
    {
        await using var servers = await TestServers.StartAsync(2);
        var clients = await JoinAsync(servers, name, name);
        clients.AddRange(await JoinAsync(servers, server: 1, name));
        using var http = servers.Http(1);

        var json = "";
        while (!json.Contains("server-1\",\"connections\":2", StringComparison.Ordinal)) // until the other server has told
            json = await http.GetStringAsync("/api/users/" + Uri.EscapeDataString(name), Token);

        using var user = JsonDocument.Parse(json);
        user.RootElement.GetProperty("user").GetString().ShouldBe(name);
        user.RootElement.GetProperty("connections").GetInt32().ShouldBe(3);
        user.RootElement.GetProperty("servers").EnumerateArray()
            .Select(server => (server.GetProperty("id").GetString(), server.GetProperty("connections").GetInt32()))
            .ShouldBe([("server-1", 2), ("server-2", 1)], ignoreOrder: true);
        clients.ForEach(client => client.Dispose());
    }

    [Theory]
    [InlineData("/api/users?limit=0", HttpStatusCode.BadRequest, "bad-limit")]
    [InlineData("/api/users?limit=10001", HttpStatusCode.BadRequest, "bad-limit")]
    [InlineData("/api/users?limit=-1", HttpStatusCode.BadRequest, "bad-limit")]
    [InlineData("/api/users?limit=", HttpStatusCode.BadRequest, "bad-limit")]
    [InlineData("/api/users?limit=1&limit=2", HttpStatusCode.BadRequest, "bad-limit")]
    [InlineData("/api/users?after=%00", HttpStatusCode.BadRequest, "bad-name")]
    [InlineData("/api/users/%20", HttpStatusCode.BadRequest, "bad-name")]
    [InlineData("/api/users/%01", HttpStatusCode.BadRequest, "bad-name")]
    [InlineData("/api/users/Nobody", HttpStatusCode.NotFound, "not-connected")]
    public async Task Get_WhatCannotBe_IsRefusedWithWords(string path, HttpStatusCode status, string code)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        using var response = await http.GetAsync(path, Token);

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync(Token)).ShouldStartWith($$$"""{"error":{"code":"{{{code}}}","message":""");
    }

    private static Task<List<ChatClient>> JoinAsync(TestServers servers, params string[] names) => JoinAsync(servers, 0, names);

    private static async Task<List<ChatClient>> JoinAsync(TestServers servers, int server, params string[] names)
    {
        List<ChatClient> clients = [];
        foreach (var name in names)
        {
            clients.Add(await ChatClient.ConnectAsync(servers.Url(server)));
            await clients[^1].IdentifyAsync(name);
            await clients[^1].ListAsync();
        }
        return clients;
    }

    private static async Task<JsonDocument> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, Token);
        response.EnsureSuccessStatusCode();
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
    }

    private static string[] Users(JsonDocument page) =>
        [.. page.RootElement.GetProperty("users").EnumerateArray().Select(name => name.GetString()!)];
}
