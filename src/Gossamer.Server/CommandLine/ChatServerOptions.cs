using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gossamer.Mesh.Direct;

namespace Gossamer.Server.CommandLine;

/// <summary>Where a chat client connects to, and by what it is known there.</summary>
internal sealed class ChatServerOptions
{
    private const string TokenVariable = "GOSSAMER_TOKEN";
    private const string Standard = "http://127.0.0.1:3001";
    private const int MaxServers = 64;

    private readonly Option<string[]> _servers = new("--server")
    {
        Description = $"Where to connect to, such as https://chat.example or {Standard} (the default). May be repeated: the others are "
            + "tried in turn when one is gone",
        HelpName = "url",
        DefaultValueFactory = _ => [Standard],
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = "A file with the token that says who you are, read anew for each connection and before the token expires. Or set "
            + $"{TokenVariable} to the token",
        HelpName = "file",
    };

    private readonly Option<string?> _authorities = new("--ca")
    {
        Description = "The authorities by which https servers are known, PEM; left out, those that the system trusts",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Add(_servers);
        command.Add(_tokenFile);
        command.Add(_authorities);
    }

    /// <summary>Returns null, or what is wrong in one line.</summary>
    public string? Read(ParseResult parsed, out ChatServers? servers)
    {
        servers = null;
        var addresses = ImmutableArray.CreateBuilder<Uri>();
        foreach (var text in parsed.GetValue(_servers) ?? [])
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "ws" or "wss")
                || address.Query.Length > 0 || address.UserInfo.Length > 0)
                return $"--server: \"{text}\" is not the address of a server. Give scheme, host and port, such as {Standard}.";
            addresses.Add(address);
        }

        if (addresses.Count > MaxServers)
            return $"--server: give at most {MaxServers}.";
        var trust = new MeshDirectOptions();
        if (parsed.GetValue(_authorities) is { } path && LoadAuthorities(path, trust.TrustedAuthorities) is { } fault)
            return $"--ca: {path}: {fault}.";
        if (parsed.GetValue(_tokenFile) is { } file && !FileText.TryRead(file, out _, out var problem))
            return $"--token-file: {problem}.";
        servers = new ChatServers(addresses.ToImmutable(), () => TokenOf(parsed.GetValue(_tokenFile)), trust.CertificateValidation);
        return null;
    }

    private static string? TokenOf(string? file)
    {
        var text = file is null
            ? Environment.GetEnvironmentVariable(TokenVariable)
            : FileText.TryRead(file, out var read, out _) ? read : null;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static string? LoadAuthorities(string path, X509Certificate2Collection authorities)
    {
        try
        {
            authorities.ImportFromPemFile(path);
            return authorities.Count == 0 ? "it holds no certificate" : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
