using System.CommandLine;
using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Identity;

namespace Gossamer.Server.CommandLine;

/// <summary>Who clients may be: the options, and what they come to.</summary>
internal sealed class IdentityOption
{
    public const string Variable = "GOSSAMER_IDENTITY";

    private const string Choices = "open (anybody may be any user), jwt (with --jwt-key-file, --jwt-jwks-file or --jwt-authority) "
        + "or trusted-header (with --user-header and --identity-proxy)";

    private readonly Option<string?> _mode = Text("--identity", "mode",
        $"Who says who a client is: {Choices}. Or set {Variable}. "
            + "up, and serve with ASPNETCORE_ENVIRONMENT=Development, are open without it");

    private readonly Option<string?> _keyFile = Text("--jwt-key-file", "file",
        $"The key that signs tokens: a PEM public key (RSA, EC), or a secret of {JwtKeyFile.MinSecretBytes} characters or more");

    private readonly Option<string?> _jwksFile = Text("--jwt-jwks-file", "file", "The keys that sign tokens, as a JSON Web Key Set");

    private readonly Option<string?> _authority = Text("--jwt-authority", "url", "The OpenID Connect provider whose keys sign tokens");

    private readonly Option<string?> _issuer = Text("--jwt-issuer", "iss", "Who must have issued tokens");

    private readonly Option<string?> _audience = Text("--jwt-audience", "aud", "For whom tokens must be");

    private readonly Option<string?> _claim = Text("--user-claim", "claim", "Which claim of a token is the user's name. Default: sub");

    private readonly Option<string?> _header = Text("--user-header", "name",
        "The header in which the proxy names the user. Default: X-Forwarded-User");

    private readonly Option<string[]> _proxies = new("--identity-proxy")
    {
        Description = "The address of a proxy whose --user-header is believed, or a network such as 10.0.0.0/8. May be repeated",
        HelpName = "address",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<int> _revocationHours = RunOptions.Whole("--revocation-hours", 720,
        "For how long revocations are remembered. Tokens that live for longer are refused", "hours", 1, 24 * 366);

    private readonly Option<int> _maxRevocations = RunOptions.Whole("--max-revocations", 100_000,
        "How many revocations are remembered", "revocations", 1, 10_000_000);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
            { _mode, _keyFile, _jwksFile, _authority, _issuer, _audience, _claim, _header, _proxies, _revocationHours, _maxRevocations })
            command.Add(option);
    }

    /// <summary>Whether somebody has chosen a mode.</summary>
    public bool IsChosen(ParseResult parsed) =>
        !string.IsNullOrEmpty(parsed.GetValue(_mode) ?? Environment.GetEnvironmentVariable(Variable));

    /// <summary>The file of a key by which tokens could be made, if it is one: a secret, not a public key.</summary>
    public string? SecretPath(ParseResult parsed) => parsed.GetValue(_keyFile) is { } file && JwtKeyFile.ReadKey(file, out var key) is null
        && key is not null && JwtKeyFile.CanSign(key) ? file : null;

    /// <summary>Returns null, or what is wrong in one line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isOpenByDefault">Without a choice names are as given; else there must be one.</param>
    /// <param name="identity">What they come to.</param>
    public string? Read(ParseResult parsed, bool isOpenByDefault, out IdentityOptions identity)
    {
        identity = new IdentityOptions
        {
            UserClaim = parsed.GetValue(_claim) ?? "sub",
            UserHeader = parsed.GetValue(_header) ?? "X-Forwarded-User",
            Issuer = parsed.GetValue(_issuer),
            Audience = parsed.GetValue(_audience),
            RevocationTime = TimeSpan.FromHours(parsed.GetValue(_revocationHours)),
            MaxRevocations = parsed.GetValue(_maxRevocations),
        };
        var mode = parsed.GetValue(_mode) ?? Environment.GetEnvironmentVariable(Variable);
        switch (string.IsNullOrEmpty(mode) && isOpenByDefault ? "open" : mode)
        {
            case "open":
                return null;
            case "jwt":
                return ReadJwt(parsed, ref identity);
            case "trusted-header":
                return ReadTrustedHeader(parsed, ref identity);
            case null or "":
                return $"--identity: say who clients may be. Give {Choices}.";
            default:
                return $"--identity: \"{mode}\" is none of the modes. Give {Choices}.";
        }
    }

    private string? ReadJwt(ParseResult parsed, ref IdentityOptions identity)
    {
        identity = identity with { Mode = IdentityMode.Jwt };
        switch (parsed.GetValue(_keyFile), parsed.GetValue(_jwksFile), parsed.GetValue(_authority))
        {
            case ({ } file, null, null):
                var fault = JwtKeyFile.ReadKey(file, out var key);
                identity = identity with { Keys = key is null ? [] : [key] };
                return fault is null ? null : $"--jwt-key-file: {fault}.";
            case (null, { } file, null):
                fault = JwtKeyFile.ReadSet(file, out var keys);
                identity = identity with { Keys = keys };
                return fault is null ? null : $"--jwt-jwks-file: {fault}.";
            case (null, null, { } url):
                return ReadAuthority(url, ref identity);
            default:
                return "--identity jwt: give the keys that sign tokens: one of --jwt-key-file, --jwt-jwks-file and --jwt-authority.";
        }
    }

    private static string? ReadAuthority(string url, ref IdentityOptions identity)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
            return $"--jwt-authority: \"{url}\" is no https URL. Give that of the provider, such as https://login.example.";
        if (identity.Audience is null)
            return "--jwt-authority: a provider's tokens are for many; give --jwt-audience, so that only those for this server count.";
        identity = identity with { Authority = authority };
        return null;
    }

    private string? ReadTrustedHeader(ParseResult parsed, ref IdentityOptions identity)
    {
        identity = identity with { Mode = IdentityMode.TrustedHeader };
        var given = parsed.GetValue(_proxies) ?? [];
        if (given.Length == 0)
            return "--identity trusted-header: give the address of the proxy whose header is believed, by --identity-proxy.";
        var networks = new List<IPNetwork>();
        foreach (var text in given)
        {
            if (Networks.Read(text) is not { } network)
                return $"--identity-proxy: \"{text}\" is no address and no network. Give one such as 10.0.0.7 or 10.0.0.0/8.";
            networks.Add(network);
        }

        identity = identity with { Proxies = networks };
        return null;
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
