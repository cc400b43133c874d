using System.Net;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Http;

public sealed class ServerHttpTests
{
    private const string Handshake = "socket.io/?EIO=4&transport=polling";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ThePage_ComesWithTheHeadersThatGuardIt()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        using var page = await http.GetAsync("/", Token);
        using var asset = await http.GetAsync("/assets/app-0123abcd.js", Token);

        (await page.Content.ReadAsStringAsync(Token)).ShouldContain("Test page");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("worker-src 'self';");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        page.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        page.Headers.GetValues("Permissions-Policy").ShouldHaveSingleItem().ShouldContain("camera=()");
        page.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        page.Headers.CacheControl!.ToString().ShouldBe("no-cache");
        asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
        page.Headers.Contains("Server").ShouldBeFalse();
        (await http.GetAsync("/nothing/here", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_Servers_ListsThemWhereTheAskingBrowserFindsThem()
    {
        await using var servers = await TestServers.StartAsync(2);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/servers") { Headers = { Host = "chat.example:9999" } };
        request.Headers.Add("Origin", "http://elsewhere.example");

        using var response = await http.SendAsync(request, Token);

        var ports = servers.Config.Servers.Select(server => server.Port).ToArray();
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(
            $$"""[{"id":"server-1","url":"http://chat.example:{{ports[0]}}"},"""
            + $$"""{"id":"server-2","url":"http://chat.example:{{ports[1]}}"}]""");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://elsewhere.example"]);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/healthz")]
    public async Task Get_HealthOfALoneServer_IsHealthy(string path)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        (await http.GetStringAsync(path, Token)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Get_HealthWithAPeerThatIsNotThere_IsDegradedButReady()
    {
        await using var servers = await TestServers.StartAsync(2, started: 1);
        using var http = servers.Http();

        (await http.GetStringAsync("/healthz", Token)).ShouldBe("Degraded");
        (await http.GetStringAsync("/healthz/ready", Token)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task Handshake_FromAnyOrigin_IsAllowedWithCredentials()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        using var response = await http.SendAsync(From("http://any.example"), Token);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://any.example"]);
        response.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
    }

    [Fact]
    public async Task Preflight_FromAnyOrigin_AllowsPosts()
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Options, Handshake);
        request.Headers.Add("Origin", "http://any.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-custom");

        using var response = await http.SendAsync(request, Token);

        response.IsSuccessStatusCode.ShouldBeTrue();
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["http://any.example"]);
        response.Headers.GetValues("Access-Control-Allow-Headers").ShouldHaveSingleItem().ShouldContain("x-custom");
    }

    [Fact]
    public async Task Handshake_WithOriginsListed_RefusesTheOthers()
    {
        var restricted = TestServers.Quiet with { Origins = new OriginRule(["https://chat.example"]) };
        await using var servers = await TestServers.StartAsync(1, restricted);
        using var http = servers.Http();

        (await http.SendAsync(From("https://chat.example"), Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.SendAsync(From(servers.Url().GetLeftPart(UriPartial.Authority)), Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync(Handshake, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.SendAsync(From("https://evil.example"), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.SendAsync(From("null"), Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>Routing ignores case, and a name may be anybody's who lets it point here.</summary>
    [Theory]
    [InlineData("SOCKET.IO/?EIO=4&transport=polling", "https://evil.example", null)]
    [InlineData("%73ocket.io/?EIO=4&transport=polling", "https://evil.example", null)]
    [InlineData("api/mesh", "https://evil.example", null)]
    public async Task Get_WithOriginsListed_IsRefusedHoweverItIsSpelled(string path, string origin, string? host)
    {
        var restricted = TestServers.Quiet with { Origins = new OriginRule(["https://chat.example"]) };
        await using var servers = await TestServers.StartAsync(1, restricted);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        request.Headers.Add("Origin", origin);

        (await http.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/api/users")]
    [InlineData("/nothing/here")]
    public async Task Get_WhatNoOtherPageNeeds_SaysNothingOfOrigins(string path)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", "http://any.example");

        using var response = await http.SendAsync(request, Token);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.ServiceUnavailable)]
    public async Task Get_OfAServerThatDrains_IsUnreadyAndTakesNoNewClients(int seconds, HttpStatusCode status)
    {
        var settings = TestServers.Quiet with { Drain = new() { Time = TimeSpan.FromSeconds(seconds) } };
        await using var servers = await TestServers.StartAsync(1, settings);
        using var http = servers.Http();

        await servers.DrainAsync();

        (await http.GetAsync(Handshake, Token)).StatusCode.ShouldBe(status);
        (await http.GetAsync("/healthz/ready", Token)).StatusCode.ShouldBe(status);
        (await http.GetAsync("/healthz/live", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static HttpRequestMessage From(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Handshake);
        request.Headers.Add("Origin", origin);
        return request;
    }
}
