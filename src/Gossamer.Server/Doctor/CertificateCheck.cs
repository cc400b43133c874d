using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.Doctor;

/// <summary>A certificate: whether its time has come and is not over, whose name it bears, who vouches for it.</summary>
internal static class CertificateCheck
{
    private const int DaysBefore = 14; // ACME clients renew 30 days before: with fewer left nobody has

    /// <summary>This server's own.</summary>
    public static IEnumerable<Finding> OfSelf(Patient patient, DateTimeOffset now)
    {
        const string Name = "certificate";
        var (tls, url, id) = (patient.Settings.Tls, patient.Self.Url, patient.Self.Id.Value);
        if (tls.Certificate is not { } certificate)
        {
            if (url.Scheme == Uri.UriSchemeHttps)
                yield return Finding.Warning(
                    Name, $"{id} is found at {url}, and has no certificate here",
                    "Fine behind a proxy that speaks TLS; else give --tls-certificate");
            yield break;
        }

        if (url.Scheme != Uri.UriSchemeHttps)
            yield return Finding.Fault(
                Name, $"{id} speaks TLS, and the others look for it at {url}",
                $"Give it \"url\": \"https://<a name in the certificate>:{patient.Self.Port}\" in {patient.Config.File}");
        foreach (var finding in Of(Name, certificate, url.IdnHost, now))
            yield return finding;
        if (ChainFault(tls) is { } fault)
            yield return Finding.Warning(
                Name, $"nobody that is trusted here vouches for it: {fault}",
                "Put the certificates between it and its authority into --tls-certificate, behind it; of an authority of your own "
                    + "give --mesh-ca");
    }

    /// <summary>What can be seen of any certificate.</summary>
    public static IEnumerable<Finding> Of(string name, X509Certificate2 certificate, string host, DateTimeOffset now)
    {
        var (from, until) = (new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter));
        const string Renew = "Have it renewed, and let the server start anew with it";
        if (now < from)
            yield return Finding.Fault(name, $"it is good from {Day(from)} on only", "Set the clock, or have it issued anew");
        else if (now > until)
            yield return Finding.Fault(name, $"it has expired on {Day(until)}", Renew);
        else if (until - now < TimeSpan.FromDays(DaysBefore))
            yield return Finding.Warning(name, $"it expires on {Day(until)}", Renew);
        else
            yield return Finding.Ok(name, $"it is good until {Day(until)}");
        if (!certificate.MatchesHostname(host))
            yield return Finding.Fault(
                name, $"it is for {NamesOf(certificate)}, and servers and clients look for {host}",
                "Have one issued for that name, or give the server an \"url\" with a name that it has");
    }

    private static string? ChainFault(TlsSettings tls)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid; // told apart
        chain.ChainPolicy.ExtraStore.AddRange(tls.Chain);
        if (tls.Authorities.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(tls.Authorities);
        }

        return chain.Build(tls.Certificate!)
            ? null
            : string.Join(", ", chain.ChainStatus
                .Select(static status => status.StatusInformation.Trim().TrimEnd('.')).Distinct(StringComparer.Ordinal));
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(static ip => ip.ToString())))
            .Take(8).ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.Subject;
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
