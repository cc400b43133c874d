using System.Globalization;
using System.Security.Claims;
using Gossamer.Mesh;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Gossamer.Server.Identity;

/// <summary>
/// ASP.NET Core's authentication decides, by its default scheme; the user is what a claim of the principal says. The scheme's ticket says
/// until when that holds; the claims <c>jti</c> and <c>iat</c> are what a revocation is about.
/// </summary>
internal sealed class SchemeAccess(
    IServiceScopeFactory scopes, IdentityOptions options, Revocations revocations, IdentityMetrics metrics, TimeProvider time,
    ILogger<SchemeAccess> logger) : IUserAccess
{
    /// <summary>In characters: larger than what fits a header of most proxies; what a check may cost has a bound.</summary>
    private const int MaxTokenLength = 8 * 1024;

    public bool IsOpen => false;

    public async ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation)
    {
        var result = await CheckAsync(client, cancellation);
        if (result.Denial is { } denial)
            metrics.Denied(denial);
        return result;
    }

    private async ValueTask<AccessResult> CheckAsync(Introduction client, CancellationToken cancellation)
    {
        if (client.Token is { Length: > MaxTokenLength } || client.Headers.Authorization.ToString().Length > MaxTokenLength)
            return AccessDenial.BadToken;
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await client.ToRequest(scope.ServiceProvider, cancellation).AuthenticateAsync();
        return outcome switch
        {
            { Succeeded: true } => Admit(outcome.Principal, outcome.Properties?.ExpiresUtc),
            { Failure: null } => AccessDenial.Unauthorized,
            _ => Deny(outcome.Failure),
        };
    }

    private AccessResult Admit(ClaimsPrincipal principal, DateTimeOffset? expires)
    {
        var claim = principal.FindFirst(options.UserClaim)?.Value ?? "";
        if (!UserName.TryCreate(claim, out var user, out var problem))
            return Refuse($"its claim {options.UserClaim} is no name: {problem}", AccessDenial.BadToken);
        if (user.Value.Length != claim.Length) // whoever gives names out may tell apart what is one here
            return Refuse($"its claim {options.UserClaim} has white space around the name", AccessDenial.BadToken);
        var identity = new ConnectionIdentity
        {
            User = user,
            Token = TokenId.TryCreate(principal.FindFirst("jti")?.Value, out var id) ? id : null,
            IssuedAt = SecondsOf(principal.FindFirst("iat")?.Value),
            ExpiresAt = expires,
        };
        if (expires > time.GetUtcNow() + options.RevocationTime)
            return Refuse(
                $"it lives for longer than revocations are remembered ({options.RevocationTime})", AccessDenial.TokenLivesTooLong);
        return revocations.Covers(identity) ? AccessDenial.Revoked : identity;
    }

    private AccessResult Deny(Exception failure) => Refuse(
        failure.GetType().Name, failure is SecurityTokenExpiredException ? AccessDenial.TokenExpired : AccessDenial.BadToken);

    /// <summary>The log has the reason, never the token: messages of exceptions may quote it.</summary>
    private AccessDenial Refuse(string why, AccessDenial denial)
    {
        logger.NotAccepted(why);
        return denial;
    }

    private static DateTimeOffset? SecondsOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 // the year 10000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
