using System.Net;
using System.Text;
using Gossamer.Server.Http;
using Gossamer.Server.Tests.CommandLine;
using Gossamer.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Http;

public sealed class LogEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_ALevelOfACategory_HoldsAtOnceAndIsTold()
    {
        await using var servers = await TestServers.StartAsync(1, TestServers.Quiet with { Log = new() { Level = LogLevel.Error } });
        var logger = servers.Services().GetRequiredService<ILoggerFactory>().CreateLogger("Gossamer.Mesh.MeshNode");
        using var http = servers.Http();
        (await http.GetStringAsync("/api/log", Token)).ShouldBe("""{"level":"Error","categories":{}}""");

        (await PostAsync(http, """{"category":"Gossamer.Mesh","level":"debug"}"""))
            .ShouldBe((HttpStatusCode.OK, """{"level":"Error","categories":{"Gossamer.Mesh":"Debug"}}"""));
        logger.IsEnabled(LogLevel.Debug).ShouldBeTrue();

        (await PostAsync(http, """{"category":"Gossamer.Mesh"}""")).Text.ShouldBe("""{"level":"Error","categories":{}}""");
        logger.IsEnabled(LogLevel.Debug).ShouldBeFalse();

        (await PostAsync(http, """{"level":"Warning"}""")).Text.ShouldBe("""{"level":"Warning","categories":{}}""");
        logger.IsEnabled(LogLevel.Warning).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"level":"Loud"}""")]
    [InlineData("""{"level":"17"}""")]
    [InlineData("""{"category":"Microsoft.AspNetCore","level":"Debug"}""")]
    public async Task Post_WhatIsNoLevel_IsRefused(string json)
    {
        await using var servers = await TestServers.StartAsync(1);
        using var http = servers.Http();

        var (status, text) = await PostAsync(http, json);

        status.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldStartWith("""{"error":{"code":"bad-level",""");
    }

    [Fact]
    public async Task AnyRequest_OfWhoIsNoOperator_IsRefused()
    {
        await using var servers = await TestServers.StartAsync(
            1, TestServers.Quiet with { Operators = OperatorAccess.By("the right key of them") });
        using var http = servers.Http();

        (await http.GetAsync("/api/log", Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(http, """{"level":"None"}""")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Serve_WithJsonLines_WritesAnObjectALine()
    {
        var folder = Directory.CreateTempSubdirectory("gossamer-").FullName;
        var config = $$"""{"servers":[{"id":"server-1","ip":"127.0.0.1","port":{{Ports.Free(1)[0]}}}]}""";
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), config, Token);
        using var gossamer = GossamerProcess.Start(
            folder, "serve", "config.json", "server-1", "--identity", "open", "--log-format", "json",
            "--log-category", "Gossamer.Mesh=Debug");
        await gossamer.UpAsync();
        gossamer.Signal("TERM");

        var (exitCode, output, _) = await gossamer.EndAsync();

        exitCode.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain(static line => line.Contains("\"name\":\"Stopped\"", StringComparison.Ordinal));
        lines.ShouldAllBe(static line => IsObject(line));
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsObject(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("server").GetString() == "server-1" && json.RootElement.GetProperty("event").GetInt32() > 0;
    }

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpClient http, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/api/log", content, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
