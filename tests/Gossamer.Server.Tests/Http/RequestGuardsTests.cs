using System.Net;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Http;

public sealed class RequestGuardsTests
{
    private static readonly OriginRule ChatOnly =
        new(["https://chat.example"]) { Hosts = HostRule.Of([], ["https://chat.example"]) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A page whose name points here: its requests are of its own origin, and its GETs name none.</summary>
    [Theory]
    [InlineData("http://evil.example:3001")]
    [InlineData(null)]
    public async Task Get_ByANameThatIsNotAllowed_IsRefused(string? origin)
    {
        await using var servers = await TestServers.StartAsync(1, TestServers.Quiet with { Origins = ChatOnly });
        using var http = servers.Http();

        using var refused = await SendAsync(http, "evil.example:3001", origin);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Token)).ShouldContain("\"host-not-allowed\"");
    }

    [Theory]
    [InlineData("chat.example", "https://chat.example", HttpStatusCode.OK)]
    [InlineData("chat.example:3001", "http://chat.example:3001", HttpStatusCode.OK)] // its own page
    [InlineData("chat.example:3001", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:3001", null, HttpStatusCode.OK)]
    public async Task Get_ByANameThatIsAllowed_IsAnsweredByItsOrigin(string host, string? origin, HttpStatusCode status)
    {
        await using var servers = await TestServers.StartAsync(1, TestServers.Quiet with { Origins = ChatOnly });
        using var http = servers.Http();

        using var response = await SendAsync(http, host, origin);

        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData(null, false)]
    public async Task Get_ByTlsThroughAProxy_IsKeptThereWhenTheProxyIsKnown(string? proxy, bool isBelieved)
    {
        var settings = TestServers.Quiet with { Proxies = proxy is null ? [] : [IPNetwork.Parse(proxy)] };
        await using var servers = await TestServers.StartAsync(1, settings);
        using var http = servers.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "chat.example" } };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");

        using var response = await http.SendAsync(request, Token);

        response.Headers.Contains("Strict-Transport-Security").ShouldBe(isBelieved);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/socket.io/?EIO=4&transport=polling") { Headers = { Host = host } };
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await http.SendAsync(request, Token);
    }
}
