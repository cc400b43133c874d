using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// Makes and checks the tokens of upgrade requests: JWTs signed with HS256, each for one request of one server to one other.
/// <code>{ iss: who asks, aud: "cluster/whom it asks", iat, nbf, exp, jti: nonce }</code>
/// </summary>
internal sealed class MeshTokens
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly MeshOptions _mesh;
    private readonly MeshDirectOptions _options;
    private readonly TimeProvider _time;
    private readonly SymmetricSecurityKey _key;
    private readonly SigningCredentials _signing;
    private readonly NonceMemory _nonces;

    internal MeshTokens(MeshOptions mesh, MeshDirectOptions options, TimeProvider time)
    {
        (_mesh, _options, _time) = (mesh, options, time);
        _key = new(DeriveKey(options.SharedKey, mesh.Cluster));
        _signing = new(_key, SecurityAlgorithms.HmacSha256) { CryptoProviderFactory = new() { CacheSignatureProviders = false } };
        _nonces = new(options.MaxRememberedTokens, time);
    }

    internal string Issue(NodeId target)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = _mesh.Id.Value,
            Audience = AudienceOf(target),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + _options.TokenLife,
            Subject = new ClaimsIdentity([new(JwtRegisteredClaimNames.Jti, Nonce())]),
            SigningCredentials = _signing,
        });
    }

    /// <summary>Whose token it is, or why it is refused.</summary>
    internal async Task<TokenVerdict> CheckAsync(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return TokenVerdict.Refused("no token");

        var result = await _handler.ValidateTokenAsync(token, Rules()).ConfigureAwait(false);
        if (!result.IsValid)
            return TokenVerdict.Refused(WhyInvalid(result.Exception));

        var jwt = (JsonWebToken)result.SecurityToken;
        if (jwt.ValidTo - jwt.ValidFrom > _options.TokenLife + _options.ClockSkew)
            return TokenVerdict.Refused("the token is good for too long");
        return _nonces.Take(jwt.Id, jwt.ValidTo + _options.ClockSkew) switch
        {
            NonceResult.Fresh => TokenVerdict.Accepted(new(jwt.Issuer)),
            NonceResult.Repeated => TokenVerdict.Refused("the token was used before"),
            _ => TokenVerdict.Refused("too many tokens at a time"),
        };
    }

    private TokenValidationParameters Rules() => new()
    {
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        CryptoProviderFactory = _signing.CryptoProviderFactory,
        ValidAudience = AudienceOf(_mesh.Id),
        ValidIssuers = _mesh.Peers.Select(p => p.Id.Value),
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

    // Without a configured key this only keeps meshes on one machine from meeting by accident; the validator sees to that.
    private static byte[] DeriveKey(string? shared, string cluster) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(shared ?? cluster), 32,
        salt: Encoding.UTF8.GetBytes(cluster), info: "gossamer mesh link"u8.ToArray());

    private static string WhyInvalid(Exception? fault) => fault switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException
            => "the token has expired or is not good yet",
        SecurityTokenInvalidAudienceException => "the token is for another server or mesh",
        SecurityTokenInvalidIssuerException => "the token is of a server that is not among the peers",
        SecurityTokenInvalidSignatureException => "the token's signature is wrong: is the shared key the same everywhere?",
        SecurityTokenInvalidAlgorithmException => "the token's algorithm is not HS256",
        _ => "the token cannot be read",
    };
}
