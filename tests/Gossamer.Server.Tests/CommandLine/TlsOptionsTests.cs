using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.CommandLine;

/// <summary>Two servers that speak TLS, by certificates of an authority that is made here.</summary>
public sealed class TlsOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gossamer-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Serve_WithCertificatesOfAnOwnAuthority_LinksAndServesClientsByTls()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals");
        var ports = Ports.Free(2);
        await WriteCertificatesAsync();
        await WriteAsync("config.json", $$"""
            {"servers":[
            {"id":"server-1","ip":"127.0.0.1","port":{{ports[0]}},"url":"https://localhost:{{ports[0]}}"},
            {"id":"server-2","ip":"127.0.0.1","port":{{ports[1]}},"url":"https://localhost:{{ports[1]}}"}]}
            """);
        using var first = Start("server-1");
        using var second = Start("server-2");
        (await first.UpAsync()).ShouldContain($"https://localhost:{ports[0]}/");
        await second.UpAsync();

        using var trusting = Trusting();
        using var http = new HttpClient(trusting, disposeHandler: false);
        for (var health = ""; health != "Healthy"; await Task.Delay(50, Ct))
            health = await http.GetStringAsync(new Uri($"https://localhost:{ports[0]}/healthz"), Ct);
        (await OpenPacketAsync(http, ports[0])).ShouldStartWith("0{\"sid\":");
        first.Signal("KILL");
        second.Signal("KILL");
    }

    /// <summary>A client that trusts the authority, and no other.</summary>
    private SocketsHttpHandler Trusting()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(Path.Combine(_folder, "ca.pem"));
        return new() { SslOptions = { CertificateChainPolicy = policy } };
    }

    private static async Task<string> OpenPacketAsync(HttpClient http, int port)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"wss://localhost:{port}/socket.io/?EIO=4&transport=websocket"), http, Ct);
        var buffer = new byte[1024];
        var message = await socket.ReceiveAsync(buffer, Ct);
        return Encoding.UTF8.GetString(buffer, 0, message.Count);
    }

    private GossamerProcess Start(string id) => GossamerProcess.Start(
        _folder, "serve", "config.json", id, "--identity", "open", "--mesh-key", "a key that the servers share",
        "--tls-certificate", "server.pem", "--tls-key", "server.key", "--mesh-ca", "ca.pem");

    private async Task WriteCertificatesAsync()
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=an authority of tests", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(
            authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        await WriteAsync("ca.pem", authority.ExportCertificatePem());
        await WriteAsync("server.pem", certificate.ExportCertificatePem());
        await WriteAsync("server.key", key.ExportPkcs8PrivateKeyPem());
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder, name), text, Ct);
}
