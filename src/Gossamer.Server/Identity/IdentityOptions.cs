using System.Net;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Identity;

/// <summary>Who clients may be, and for how long.</summary>
internal sealed record IdentityOptions
{
    public IdentityMode Mode { get; init; } = IdentityMode.Open;

    /// <summary>The claim that names the user.</summary>
    public string UserClaim { get; init; } = "sub";

    /// <summary>The keys that sign tokens; empty where <see cref="Authority"/> names them.</summary>
    public IReadOnlyList<SecurityKey> Keys { get; init; } = [];

    /// <summary>The OpenID Connect provider whose metadata names the keys.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Who must have issued a token; null: anybody who has the key.</summary>
    public string? Issuer { get; init; }

    /// <summary>Whom a token must be for; null: not checked.</summary>
    public string? Audience { get; init; }

    /// <summary>The header in which a proxy names the user.</summary>
    public string UserHeader { get; init; } = "X-Forwarded-User";

    /// <summary>The headers that say who a client is: of each handshake nothing else is kept.</summary>
    public IReadOnlySet<string> Headers => Mode switch
    {
        IdentityMode.Jwt => HeaderSet("Authorization"),
        IdentityMode.TrustedHeader => HeaderSet(UserHeader),
        _ => HeaderSet(),
    };

    /// <summary>The addresses of the proxies whose header is believed.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>
    /// How many tokens of one address are checked a second, 1 to 1,000,000: as many as it may make handshakes. They cost 3 to 10 % of a
    /// core.
    /// </summary>
    public int ChecksPerSecond { get; init; } = 1_000;

    /// <summary>How many of them at once.</summary>
    public int CheckBurst { get; init; } = 5_000;

    /// <summary>How many of them wait for their turn; beyond that they are denied.</summary>
    public int MaxWaitingChecks { get; init; } = 10_000;

    /// <summary>How long before its token expires a client is warned; a token of a short life, after half of what is left of it.</summary>
    public TimeSpan ExpiryWarning { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long a client that is known by its token may leave out <c>identify</c> before it is identified without.</summary>
    public TimeSpan IdentifyGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long revocations are remembered. Tokens that live for longer are refused: they could outlive theirs.</summary>
    public TimeSpan RevocationTime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many revocations are remembered; beyond that no more are taken.</summary>
    public int MaxRevocations { get; init; } = 100_000;

    private static HashSet<string> HeaderSet(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
