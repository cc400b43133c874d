using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Faults;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Faults;

public sealed class FaultsEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/cut")]
    [InlineData("POST", "/heal")]
    [InlineData("POST", "/stop")]
    [InlineData("POST", "/start")]
    public async Task Request_WhereNobodyTurnedThemOn_IsToldThatTheyAreOff(string method, string path)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/faults" + path);

        using var response = await http.SendAsync(request, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CodeAsync(response)).ShouldBe("off");
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    public async Task Request_OfAnotherSiteOrThroughAProxy_IsRefused(string header, string value)
    {
        await using var servers = await StartAsync(1);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/faults");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await http.SendAsync(request, Token);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await CodeAsync(response)).ShouldBe("not-local");
    }

    [Fact]
    public async Task Request_WithoutTheOperatorsKey_IsRefused()
    {
        await using var servers = await StartAsync(1, OperatorAccess.By("the right key of them"));
        using var http = servers.Http();

        (await http.GetAsync("/api/faults", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/cut", """{"from":"server-9","to":"server-1"}""")]
    [InlineData("/cut", """{"from":"server-1","to":"server-1"}""")]
    [InlineData("/heal", """{"from":"server-1"}""")]
    [InlineData("/cut", "[")]
    [InlineData("/stop", """{"server":"server-1"}""")] // runs by itself, not in `up`
    public async Task Post_WhatIsNoFault_IsRefused(string path, string json)
    {
        await using var servers = await StartAsync(1);
        using var http = servers.Http();

        using var response = await http.PostAsync("/api/faults" + path, new StringContent(json), Token);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodeAsync(response)).ShouldBe("bad-fault");
    }

    [Fact]
    public async Task Cut_ALink_EndsItAndHealBringsItBack()
    {
        await using var servers = await StartAsync(2);
        using var http = servers.Http();
        http.DefaultRequestHeaders.Add("Origin", "http://localhost:8080");
        await UntilAsync(() => Link(servers).Outgoing == LinkState.Up);

        using var cut = await http.PostAsJsonAsync("/api/faults/cut", new { from = "server-1", to = "server-2" }, Token);

        var links = (await cut.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("servers");
        links[0].GetProperty("links")[0].GetProperty("isCut").GetBoolean().ShouldBeTrue();
        links[1].GetProperty("links")[0].GetProperty("isCut").GetBoolean().ShouldBeFalse();
        await UntilAsync(() => Link(servers) is { Outgoing: not LinkState.Up, LastClose: var reason } && reason == LinkCuts.Reason);
        await UntilAsync(() => Link(servers, 1).Incoming == LinkState.Down);

        using var heal = await http.PostAsJsonAsync("/api/faults/heal", new { from = "server-1", to = "server-2" }, Token);

        heal.StatusCode.ShouldBe(HttpStatusCode.OK);
        await UntilAsync(() => Link(servers).Outgoing == LinkState.Up && Link(servers, 1).Incoming == LinkState.Up);
    }

    private static Task<TestServers> StartAsync(int count, OperatorAccess? operators = null) => TestServers.StartAsync(
        count, TestServers.Quiet with
        {
            Operators = operators ?? OperatorAccess.Everybody,
            Faults = new FaultBoard(TimeSpan.FromMinutes(5), TimeProvider.System),
        });

    private static LinkStatus Link(TestServers servers, int index = 0) => servers.Node(index).Links.ShouldHaveSingleItem();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
            await Task.Delay(10, Token);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetProperty("code").GetString();
}
