using System.IO.Compression;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Compression of polls is ASP.NET Core's; of WebSockets' messages: <see cref="CompressTests"/>.</summary>
public sealed class CompressionTests
{
    [Fact]
    public async Task Poll_WithResponseCompression_IsCompressed()
    {
        await using var server = await TestServer.StartAsync(
            build: builder => builder.Services.AddResponseCompression(options => options.EnableForHttps = true),
            use: app => app.UseResponseCompression());
        var client = server.Polling();
        await client.JoinAsync();
        await server.Sockets.Single().EmitAsync("x", new string('x', 10_000));

        using var poll = new HttpRequestMessage(HttpMethod.Get, server.Url($"EIO=4&transport=polling&sid={client.Sid}"));
        poll.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await server.Http.SendAsync(poll, TestContext.Current.CancellationToken);

        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using var gzip = new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe($"42[\"x\",\"{new string('x', 10_000)}\"]");
    }
}
