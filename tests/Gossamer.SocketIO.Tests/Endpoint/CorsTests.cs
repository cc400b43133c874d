using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class CorsTests
{
    private const string Origin = "https://chat.example";

    [Theory]
    [InlineData("EIO=4&transport=polling", 200)]
    [InlineData("EIO=4&transport=polling&sid=nobody", 400)]
    public async Task Request_OfAllowedOrigin_GetsHeaders(string query, int status)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url(query));
        request.Headers.Add("Origin", Origin);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(status);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        response.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
    }

    [Fact]
    public async Task Preflight_OfAllowedOrigin_IsAnswered()
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, server.Url("EIO=4&transport=polling&sid=x"));
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(204);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        response.Headers.GetValues("Access-Control-Allow-Headers").ShouldBe(["content-type"]);
    }

    [Fact]
    public async Task Request_OfOtherOrigin_GetsNoHeaders()
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url("EIO=4&transport=polling"));
        request.Headers.Add("Origin", "https://evil.example");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Request_WithoutPolicy_GetsNoHeaders()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url("EIO=4&transport=polling"));
        request.Headers.Add("Origin", Origin);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(
        build: builder => builder.Services.AddCors(),
        use: app => app.UseCors(),
        map: endpoint => endpoint.RequireCors(policy => policy.WithOrigins(Origin).AllowAnyHeader().AllowAnyMethod().AllowCredentials()));
}
