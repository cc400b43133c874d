using System.Security.Cryptography;
using Gossamer.Server.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Tests.Identity;

/// <summary>Issues tokens as a provider does.</summary>
internal static class Tokens
{
    public static SymmetricSecurityKey Secret { get; } = new(RandomNumberGenerator.GetBytes(32));

    public static string Issue(
        DateTimeOffset now, string user = "Anna", TimeSpan? lifetime = null, SecurityKey? key = null, string? id = null,
        string claim = "sub", string? issuer = null, string? audience = null, string? algorithm = null, TimeSpan? notBefore = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { [claim] = user };
        if (id is not null)
            claims["jti"] = id;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = notBefore is { } later ? (now + later).UtcDateTime : null,
            Expires = lifetime == Timeout.InfiniteTimeSpan ? null : (now + (lifetime ?? TimeSpan.FromHours(1))).UtcDateTime,
            Issuer = issuer,
            Audience = audience,
            SigningCredentials = new(key ?? Secret, algorithm ?? SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>The server's own wiring of a mode, without a server.</summary>
    public static (IUserAccess Access, Revocations Revocations) Access(IdentityOptions options, TimeProvider time)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time).AddIdentity(options, time).BuildServiceProvider();
        return (services.GetRequiredService<IUserAccess>(), services.GetRequiredService<Revocations>());
    }
}
