using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gossamer.Mesh.Direct;

namespace Gossamer.Server.Doctor;

/// <summary>Shakes hands with another server by TLS, and looks at the certificate that it shows.</summary>
internal static class CertificateProbe
{
    /// <summary>True: links can be opened by it.</summary>
    public static async Task<bool> RunAsync(
        string check, Uri url, X509Certificate2Collection authorities, DateTimeOffset now, List<Finding> findings, TimeSpan timeout,
        CancellationToken cancellation)
    {
        var (trust, before) = (new MeshDirectOptions(), findings.Count);
        trust.TrustedAuthorities.AddRange(authorities);
        try
        {
            using var client = new TcpClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(timeout);
            await client.ConnectAsync(url.IdnHost, url.Port, patience.Token);
            await using var tls = new SslStream(client.GetStream(), false, (sender, certificate, chain, errors) =>
            {
                Judge(check, url, certificate, now, findings);
                if (findings.Skip(before).All(static finding => finding.Verdict != Verdict.Fault)
                    && trust.CertificateValidation?.Invoke(sender, certificate, chain, errors) is not true
                    && (authorities.Count > 0 || errors != SslPolicyErrors.None))
                    findings.Add(Finding.Fault(
                        check, $"no authority that is trusted here vouches for its certificate ({certificate?.Issuer})",
                        "Give the authority's certificate by --mesh-ca, and let the other server send those in between"));
                return true; // a handshake that is broken off tells nothing more
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.IdnHost }, patience.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            findings.Add(Finding.Fault(
                check, $"{url} does not speak TLS: {failure.Message.TrimEnd('.')}",
                "Give that server a --tls-certificate, or an http url"));
        }

        return findings.Skip(before).All(static finding => finding.Verdict != Verdict.Fault);
    }

    private static void Judge(string check, Uri url, X509Certificate? shown, DateTimeOffset now, List<Finding> findings)
    {
        if (shown is null)
            return;
        using var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        var name = check.Replace("reach", "certificate", StringComparison.Ordinal);
        findings.AddRange(CertificateCheck.Of(name, certificate, url.IdnHost, now));
    }
}
