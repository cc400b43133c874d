using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gossamer.Mesh.Direct.Tests;

/// <summary>Links over wss, with an authority that is made here.</summary>
public sealed class TlsLinkTests : IAsyncLifetime
{
    private readonly DirectServer _a = new("server-1");
    private readonly DirectServer _b = new("server-2");
    private readonly X509Certificate2 _authority = Authority();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Link_ToAServerOfTheTrustedAuthority_ComesUp()
    {
        await StartAsync(_a, Certificate("127.0.0.1"), _authority);
        await StartAsync(_b, Certificate("127.0.0.1"), _authority);
        await _a.EventuallyAsync(() => _a.Node.Links[0] is { Outgoing: LinkState.Up, Incoming: LinkState.Up }, "linked");
    }

    [Fact]
    public async Task Link_ToACertificateOfAnotherName_IsNotMade()
    {
        await StartAsync(_a, Certificate("127.0.0.1"), _authority);
        await StartAsync(_b, Certificate("10.9.9.9"), _authority);
        await ShouldNotTrustAsync();
    }

    [Fact]
    public async Task Link_ToACertificateOfAnotherAuthority_IsNotMade()
    {
        using var other = Authority();
        await StartAsync(_a, Certificate("127.0.0.1"), other);
        await StartAsync(_b, Certificate("127.0.0.1"), _authority);
        await ShouldNotTrustAsync();
    }

    [Fact]
    public async Task Link_WithoutAnAuthorityOfItsOwn_TrustsTheSystemsAlone()
    {
        await StartAsync(_a, Certificate("127.0.0.1"), null);
        await StartAsync(_b, Certificate("127.0.0.1"), _authority);
        await ShouldNotTrustAsync();
    }

    private async Task ShouldNotTrustAsync()
    {
        await _a.EventuallyAsync(
            () => _a.Log.Any(line => line.Contains("certificate", StringComparison.OrdinalIgnoreCase) && line.Contains("ConnectFailed")),
            "the log says why");
        _a.Node.Links[0].Outgoing.ShouldNotBe(LinkState.Up);
    }

    private Task StartAsync(DirectServer server, X509Certificate2 certificate, X509Certificate2? trusted)
    {
        server.Certificate = certificate;
        var peer = server == _a ? _b : _a;
        return server.StartAsync(
            [server],
            mesh => mesh.Peers.Add(new(peer.Id, new Uri($"https://127.0.0.1:{peer.Port}"))),
            direct =>
            {
                if (trusted is not null)
                    direct.TrustedAuthorities.Add(trusted);
            });
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=an authority of tests", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private X509Certificate2 Certificate(string ip)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=a server of tests", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(ip));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(
            _authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
