using System.Net;
using System.Net.Sockets;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>What the log says when NATS is not to be reached, or not to be used.</summary>
public sealed class NatsTroubleTests : IAsyncLifetime
{
    private const string Password = "wr0ng";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gossamer-nats-trouble");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return default;
    }

    [Fact]
    public async Task Log_NobodyIsThere_SaysSo() =>
        await SaysAsync("2402 Warning: NATS cannot be reached", $"nats://anna:{Password}@127.0.0.1:{NatsServer.FreePort()}");

    [Fact]
    public async Task Log_WrongPassword_SaysSo()
    {
        await using var nats = new NatsServer("authorization { user: anna, password: right }");
        await nats.InitializeAsync();
        await SaysAsync("Authorization Violation", $"nats://anna:{Password}@127.0.0.1:{nats.Port}");
    }

    [Fact]
    public async Task Log_CredentialsThatAreNone_SaysSo()
    {
        await using var nats = new NatsServer("authorization { user: anna, password: right }");
        await nats.InitializeAsync();
        await SaysAsync("2402 Warning: NATS cannot be reached", nats.Url, options => options.CredentialsFile = Junk());
    }

    [Fact]
    public async Task Log_AuthoritiesThatAreNone_SaysSo()
    {
        await using var nats = new NatsServer();
        await nats.InitializeAsync();
        await SaysAsync("2402 Warning: NATS cannot be reached", $"tls://127.0.0.1:{nats.Port}", options => options.AuthorityFile = Junk());
    }

    [Fact]
    public async Task Log_MayNotSubscribe_SaysSoAndThatItIsDeaf()
    {
        await using var nats = new NatsServer(
            "authorization { users = [ { user: anna, password: wr0ng, permissions: { publish: \">\", subscribe: { deny: \">\" } } } ] }");
        await nats.InitializeAsync();
        var lines = await SaysAsync(
            "2407 Warning: NATS is there", $"nats://anna:{Password}@127.0.0.1:{nats.Port}", and: "Permissions Violation");
        lines.ShouldContain(static line => line.StartsWith("2410 Warning: NATS says: ", StringComparison.Ordinal)
            && line.Contains("Permissions Violation"));
    }

    [Fact]
    public async Task Connect_CredentialsWereRenewed_TheNewOnesCount()
    {
        var file = Path.Combine(_folder.FullName, "chat.creds");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await WriteAsync("FIRST");
        await using var server = new BusServer(
            $"nats://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "test", "a", options => options.CredentialsFile = file);
        server.Start();

        (await ConnectAsync()).ShouldContain("\"FIRST\"");
        await WriteAsync("SECOND");
        (await ConnectAsync()).ShouldContain("\"SECOND\"");

        Task WriteAsync(string jwt) => File.WriteAllTextAsync(
            file,
            $"""
            -----BEGIN NATS USER JWT-----
            {jwt}
            ------END NATS USER JWT------

            -----BEGIN USER NKEY SEED-----
            SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY
            ------END USER NKEY SEED------
            """,
            Ct);

        // What a client says of itself, to something that is gone once it is connected.
        async Task<string> ConnectAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(Ct);
            var stream = client.GetStream();
            const string Info = """INFO {"version":"2.9.10","max_payload":1048576,"headers":true,"auth_required":true,"nonce":"abc"}""";
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Info + "\r\n"), Ct);
            using var reader = new StreamReader(stream);
            var connect = await reader.ReadLineAsync(Ct) ?? "";
            await stream.WriteAsync("PONG\r\n"u8.ToArray(), Ct);
            await Until.Async(() => server.HasSaid("2400"), "the server to be connected");
            server.Lines.Clear();
            return connect;
        }
    }

    /// <summary>Runs a server before that address until its log says so.</summary>
    private static async Task<string[]> SaysAsync(string what, string url, Action<MeshNatsOptions>? configure = null, string? and = null)
    {
        await using var server = new BusServer(url, "test", "a", options =>
        {
            options.AnnounceInterval = TimeSpan.FromMilliseconds(100);
            configure?.Invoke(options);
        });
        using var service = server.Service();
        await service.StartAsync(Ct);
        await Until.Async(
            () => server.Lines.Any(line => line.Contains(what)) && (and is null || server.Lines.Any(line => line.Contains(and))),
            () => $"\"{what}\" in\n{string.Join('\n', server.Lines)}");
        await service.StoppedAsync(Ct);
        server.Lines.ShouldNotContain(static line => line.Contains(Password));
        return [.. server.Lines];
    }

    private string Junk()
    {
        var file = Path.Combine(_folder.FullName, "junk");
        File.WriteAllText(file, "junk");
        return file;
    }
}
