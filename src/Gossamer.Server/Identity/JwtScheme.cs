using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Identity;

/// <summary>How JSON Web Tokens are checked.</summary>
internal static class JwtScheme
{
    /// <summary>How far the issuer's clock may be ahead, for <c>nbf</c>. An expired token gets nothing more.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Not <c>none</c>, and nothing that a key could be taken for another kind's with.</summary>
    private static readonly string[] Symmetric =
        [SecurityAlgorithms.HmacSha256, SecurityAlgorithms.HmacSha384, SecurityAlgorithms.HmacSha512];

    private static readonly string[] Asymmetric =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static AuthenticationBuilder AddJwt(this AuthenticationBuilder authentication, IdentityOptions options, TimeProvider time) =>
        authentication.AddJwtBearer(jwt =>
        {
            jwt.TimeProvider = time;
            jwt.MapInboundClaims = false; // claims keep the names that the token has
            jwt.Authority = options.Authority?.ToString();
            jwt.RequireHttpsMetadata = options.Authority is { IsLoopback: false };
            jwt.TokenValidationParameters = Parameters(options, time);
        });

    public static TokenValidationParameters Parameters(IdentityOptions options, TimeProvider time) => new()
    {
        IssuerSigningKeys = options.Keys,
        ValidAlgorithms = options.Keys is { Count: > 0 } keys && keys.All(IsSymmetric) ? Symmetric : Asymmetric,
        ValidateIssuer = options.Issuer is not null || options.Authority is not null,
        ValidIssuer = options.Issuer,
        ValidateAudience = options.Audience is not null,
        ValidAudience = options.Audience,
        ClockSkew = ClockSkew,
        LifetimeValidator = (from, until, _, _) => IsWithin(from, until, time.GetUtcNow().UtcDateTime),
    };

    private static bool IsWithin(DateTime? from, DateTime? until, DateTime now)
    {
        if (until <= now)
            throw new SecurityTokenExpiredException(); // what the library does: the only way to tell it from other faults
        return until is not null && !(from > now + ClockSkew);
    }

    private static bool IsSymmetric(SecurityKey key) =>
        key is SymmetricSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet };
}
