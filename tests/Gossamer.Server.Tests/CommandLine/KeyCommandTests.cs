using Gossamer.Mesh.Direct;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.CommandLine;

public sealed class KeyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task New_MakesAFileForItsOwnerAndPrintsThePublicKey()
    {
        var (exitCode, output, error) = await GossamerProcess.RunAsync(_folder, "key", "new", "--out", "a.key");

        exitCode.ShouldBe(0, error);
        var path = Path.Combine(_folder, "a.key");
        MeshKeyPair.TryRead(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), out var pair).ShouldBeTrue();
        output.ShouldBe(pair.PublicKey + Environment.NewLine);
        error.ShouldNotContain("PRIVATE KEY-----");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await GossamerProcess.RunAsync(_folder, "key", "public", "a.key")).Output.ShouldBe(output);
    }

    [Fact]
    public async Task Serve_TwoServersWithKeysOfTheirOwn_Link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        var (one, two, ports) = (MeshKeyPair.Create(), MeshKeyPair.Create(), Ports.Free(2));
        await WriteAsync("one.key", one.PrivateKey);
        await WriteAsync("two.key", two.PrivateKey);
        Directory.CreateDirectory(Path.Combine(_folder, "peers"));
        await WriteAsync("peers/server-2.pem", two.PublicKey);
        await WriteAsync("config.json", $$"""
            {"servers":[{"id":"server-1","ip":"127.0.0.1","port":{{ports[0]}},"publicKey":"{{one.PublicKey}}"},
            {"id":"server-2","ip":"127.0.0.1","port":{{ports[1]}}}]}
            """);

        using var first = GossamerProcess.Start(
            _folder, "serve", "config.json", "server-1", "--identity", "open", "--server-key", "one.key", "--peer-keys", "peers");
        using var second = GossamerProcess.Start(
            _folder, "serve", "config.json", "server-2", "--identity", "open", "--server-key", "two.key", "--peer-keys", "peers");
        await first.UpAsync();
        await second.UpAsync();
        using var http = new HttpClient();
        for (var health = ""; health != "Healthy"; await Task.Delay(50, TestContext.Current.CancellationToken))
            health = await http.GetStringAsync(new Uri($"http://127.0.0.1:{ports[0]}/healthz"), TestContext.Current.CancellationToken);
        first.Signal("KILL");
        second.Signal("KILL");
    }

    [Theory]
    [InlineData("two.key", "--server-key: that key belongs to another public key than server-1 has in config.json. ")]
    [InlineData("config.json", "--server-key: config.json holds no private key ")]
    [InlineData(null, "config.json: server-1 has a publicKey, and is not given the private one. ")]
    [InlineData("one.key", "config.json: servers need keys to know each other, and server-2 has none. ")]
    public async Task Serve_KeysThatDoNotFit_ExitsWith2AndOneLine(string? key, string start)
    {
        var (one, two) = (MeshKeyPair.Create(), MeshKeyPair.Create());
        await WriteAsync("one.key", one.PrivateKey);
        await WriteAsync("two.key", two.PrivateKey);
        await WriteAsync("config.json", $$"""
            {"servers":[{"id":"server-1","ip":"127.0.0.1","port":1,"publicKey":"{{one.PublicKey}}"},
            {"id":"server-2","ip":"127.0.0.1","port":2}]}
            """);

        string[] args =
        [
            "serve", "config.json", "server-1", "--identity", "open",
            .. key is null ? Array.Empty<string>() : ["--server-key", key],
        ];
        var (exitCode, output, error) = await GossamerProcess.RunAsync(_folder, args);

        exitCode.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldStartWith(start);
        error.TrimEnd().ShouldNotContain('\n');
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text);
}
