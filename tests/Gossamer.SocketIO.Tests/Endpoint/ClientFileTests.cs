using Microsoft.Extensions.FileProviders;

namespace Gossamer.SocketIO.Tests.Endpoint;

public sealed class ClientFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gossamer-client-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("socket.io.js", "text/javascript")]
    [InlineData("socket.io.min.js", "text/javascript")]
    [InlineData("socket.io.esm.min.js", "text/javascript")]
    [InlineData("socket.io.msgpack.min.js", "text/javascript")]
    [InlineData("socket.io.min.js.map", "text/plain")]
    public async Task ServeClient_BuildOfTheClient_IsServedWithATag(string name, string type)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), name, TestContext.Current.CancellationToken);
        using var files = new PhysicalFileProvider(_folder.FullName);
        await using var server = await TestServer.StartAsync(o => o.ServeClient = files);
        using var response = await server.Http.GetAsync(
            new Uri($"/socket.io/{name}", UriKind.Relative), TestContext.Current.CancellationToken);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(name);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        response.Headers.ETag.ShouldNotBeNull();
        await using var client = await server.JoinAsync();
    }

    [Theory]
    [InlineData("package.json")]
    [InlineData("socket.io.js.bak")]
    [InlineData("../secret.js")]
    public async Task ServeClient_WhateverElseIsThere_IsNotServed(string name)
    {
        var file = Path.Combine(_folder.FullName, Path.GetFileName(name));
        await File.WriteAllTextAsync(file, "secret", TestContext.Current.CancellationToken);
        using var files = new PhysicalFileProvider(_folder.FullName);
        await using var server = await TestServer.StartAsync(o => o.ServeClient = files);
        using var response = await server.Http.GetAsync(
            new Uri($"/socket.io/{name}", UriKind.Relative), TestContext.Current.CancellationToken);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("secret");
    }

    [Fact]
    public async Task ServeClient_NotSet_IsABadRequest()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.Http.GetAsync(
            new Uri("/socket.io/socket.io.js", UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(400);
    }
}
