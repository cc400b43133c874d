using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossamer.Server.Hosting;

namespace Gossamer.Server.CommandLine;

/// <summary>The certificate of <c>serve</c>, and the authorities by which it knows the other servers'.</summary>
internal sealed class TlsOptions
{
    private readonly Option<string?> _certificate = new("--tls-certificate")
    {
        Description = "Speak TLS with this certificate, PEM: the server's own first, then those between it and its authority",
        HelpName = "file",
    };

    private readonly Option<string?> _key = new("--tls-key")
    {
        Description = "The certificate's private key, PEM; left out, it is in the certificate's file",
        HelpName = "file",
    };

    private readonly Option<string?> _authorities = new("--mesh-ca")
    {
        Description = "The authorities by which other servers with https addresses are known, PEM; left out, those that the system trusts",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_authorities);
    }

    /// <summary>The file with the private key, if one is named.</summary>
    public string? KeyPath(ParseResult parsed) => parsed.GetValue(_key) ?? parsed.GetValue(_certificate);

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out TlsSettings settings)
    {
        settings = TlsSettings.None;
        var (certificate, key) = (parsed.GetValue(_certificate), parsed.GetValue(_key));
        if (certificate is null && key is not null)
            return "--tls-key: there is no certificate that it belongs to. Give --tls-certificate.";
        X509Certificate2? own = null;
        X509Certificate2Collection chain = [];
        X509Certificate2Collection authorities = [];
        if (certificate is not null && Load(() =>
            {
                own = X509Certificate2.CreateFromPemFile(certificate, key);
                chain.ImportFromPemFile(certificate);
            }) is { } problem)
            return $"--tls-certificate: {certificate}: {problem}.";
        if (parsed.GetValue(_authorities) is { } path && Load(() => authorities.ImportFromPemFile(path)) is { } fault)
            return $"--mesh-ca: {path}: {fault}.";
        if (parsed.GetValue(_authorities) is { } empty && authorities.Count == 0)
            return $"--mesh-ca: {empty} holds no certificate.";
        settings = new TlsSettings(own, chain, authorities);
        return null;
    }

    private static string? Load(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
