using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Doctor;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Tests.Doctor;

public sealed class CertificateCheckTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [InlineData(-1, 100, "a.example", nameof(Verdict.Ok))]
    [InlineData(-1, 13, "a.example", nameof(Verdict.Warning))]
    [InlineData(-9, -1, "a.example", nameof(Verdict.Fault))]
    [InlineData(1, 9, "a.example", nameof(Verdict.Fault))]
    [InlineData(-1, 100, "b.example", nameof(Verdict.Fault))]
    public void Of_ACertificate_JudgesTimeAndName(double from, double to, string host, string worst)
    {
        var pem = _certificates.Issue("a.example", from, to);
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);

        var findings = CertificateCheck.Of("certificate", certificate, host, DateTimeOffset.UtcNow).ToList();

        findings.Max(static finding => finding.Verdict).ToString().ShouldBe(worst);
    }

    [Theory]
    [InlineData(true, "https://a.example:1", true, 1, 0, 0)]
    [InlineData(true, "https://a.example:1", false, 1, 1, 0)]
    [InlineData(true, "http://a.example:1", true, 1, 0, 1)]
    [InlineData(false, "https://a.example:1", true, 0, 1, 0)]
    [InlineData(false, "http://a.example:1", true, 0, 0, 0)]
    public void OfSelf_CertificateAndAddress_GoTogether(
        bool hasCertificate, string url, bool knowsAuthority, int ok, int warnings, int faults)
    {
        var pem = _certificates.Issue("a.example", -1, 100);
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        var self = new ServerEntry(new NodeId("a"), IPAddress.Loopback, 1) { GivenUrl = new Uri(url) };
        var tls = new TlsSettings(hasCertificate ? certificate : null, [], knowsAuthority ? [_certificates.Authority] : []);
        var patient = new Patient(self, new ClusterConfig("config.json", [self]), new ServerSettings { Tls = tls });

        var findings = CertificateCheck.OfSelf(patient, DateTimeOffset.UtcNow).ToList();

        (Count(Verdict.Ok), Count(Verdict.Warning), Count(Verdict.Fault)).ShouldBe((ok, warnings, faults));
        int Count(Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);
    }
}
