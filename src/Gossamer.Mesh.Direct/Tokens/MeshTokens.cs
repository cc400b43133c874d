using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// Makes and checks the tokens of upgrade requests: JWTs, each for one request of one server to one other. Signed with ES256 by the asking
/// server's own key or, where it has none, with HS256 by the key that all share.
/// <code>{ iss: who asks, aud: "cluster/whom it asks", iat, nbf, exp, jti: nonce }</code>
/// </summary>
internal sealed class MeshTokens
{
    // Providers hold on to keys, which live for one token here.
    private static readonly CryptoProviderFactory Providers = new() { CacheSignatureProviders = false };

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly MeshOptions _mesh;
    private readonly MeshDirectOptions _options;
    private readonly TimeProvider _time;
    private readonly LinkKeys _keys;
    private readonly NonceMemory _nonces;

    internal MeshTokens(MeshOptions mesh, MeshDirectOptions options, TimeProvider time)
    {
        (_mesh, _options, _time) = (mesh, options, time);
        _keys = new(mesh.Cluster, options);
        Peers = () => [.. mesh.Peers.Select(static peer => peer.Id)];
        _nonces = new(() => Math.Max(1, options.MaxRememberedTokens / Math.Max(1, Peers().Count)), time);
    }

    /// <summary>Whose tokens are taken: the peers, now. Those of the options, if nobody says otherwise.</summary>
    internal Func<IReadOnlyList<NodeId>> Peers { get; init; }

    /// <inheritdoc cref="LinkKeys.CanSign"/>
    internal bool CanIssue => _keys.CanSign;

    internal string Issue(NodeId target, string? nonce = null)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        using var keys = _keys.ForSigning();
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _mesh.Id.Value,
            Audience = AudienceOf(target),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + _options.TokenLife,
            Subject = new ClaimsIdentity([new(JwtRegisteredClaimNames.Jti, nonce ?? Nonce())]),
            SigningCredentials = new(keys.Keys[0], keys.Algorithm) { CryptoProviderFactory = Providers },
        });
    }

    /// <summary>Whose token it is, or why it is refused.</summary>
    internal async Task<TokenVerdict> CheckAsync(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return TokenVerdict.Refused("no token");
        if (IssuerOf(token) is not { } issuer)
            return TokenVerdict.Refused("the token cannot be read");

        using var keys = _keys.Of(issuer);
        var result = await _handler.ValidateTokenAsync(token, Rules(keys)).ConfigureAwait(false);
        if (!result.IsValid)
            return TokenVerdict.Refused(WhyInvalid(result.Exception, keys.Algorithm));

        var jwt = (JsonWebToken)result.SecurityToken;
        if (jwt.ValidTo - jwt.ValidFrom > _options.TokenLife + _options.ClockSkew)
            return TokenVerdict.Refused("the token is good for too long");
        if (jwt.Id is { Length: > NonceMemory.MaxLength })
            return TokenVerdict.Refused("the token's id is too long");
        return _nonces.Take(new(jwt.Issuer), jwt.Id, jwt.ValidTo + _options.ClockSkew) switch
        {
            NonceResult.Fresh => TokenVerdict.Accepted(new(jwt.Issuer)),
            NonceResult.Repeated => TokenVerdict.Refused("the token was used before"),
            _ => TokenVerdict.Refused("too many tokens at a time"),
        };
    }

    /// <summary>Whose token it says that it is: its keys decide whether that is true.</summary>
    private static NodeId? IssuerOf(string token)
    {
        try
        {
            return new(new JsonWebToken(token).Issuer);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private TokenValidationParameters Rules(KeySet keys) => new()
    {
        IssuerSigningKeys = keys.Keys,
        ValidAlgorithms = [keys.Algorithm],
        CryptoProviderFactory = Providers,
        ValidAudience = AudienceOf(_mesh.Id),
        ValidIssuers = Peers().Select(static peer => peer.Value),
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? from, DateTime? to, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return from <= now + _options.ClockSkew && to > now - _options.ClockSkew;
    }

    private string AudienceOf(NodeId node) => $"{_mesh.Cluster}/{node}";

    private static string Nonce() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private static string WhyInvalid(Exception? fault, string algorithm) => fault switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException
            => "the token has expired or is not good yet",
        SecurityTokenInvalidAudienceException => "the token is for another server or mesh",
        SecurityTokenInvalidIssuerException => "the token is of a server that is not among the peers",
        SecurityTokenInvalidAlgorithmException => $"the token's algorithm is not {algorithm}",
        SecurityTokenInvalidSignatureException => algorithm == SecurityAlgorithms.HmacSha256
            ? "the token's signature is wrong: is the shared key the same everywhere?"
            : "the token's signature is wrong: is it that server's public key that is configured here?",
        _ => "the token cannot be read",
    };
}
