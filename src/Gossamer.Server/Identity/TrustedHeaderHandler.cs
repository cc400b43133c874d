using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Gossamer.Server.Identity;

/// <summary>
/// The user that a proxy names in a header. That the header is the proxy's is <see cref="TrustedHeaderFilter"/>'s work: it takes it away
/// from all other requests as they come in.
/// </summary>
internal sealed class TrustedHeaderHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme, ILoggerFactory logger, UrlEncoder encoder, IdentityOptions options)
    : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, logger, encoder)
{
    public const string SchemeName = "trusted-header";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers[options.UserHeader] switch
    {
        [] => AuthenticateResult.NoResult(),
        [{ Length: > 0 } user] => AuthenticateResult.Success(TicketOf(user)),
        _ => AuthenticateResult.Fail("it names several users, or none"),
    });

    private AuthenticationTicket TicketOf(string user) =>
        new(new ClaimsPrincipal(new ClaimsIdentity([new(options.UserClaim, user)], SchemeName)), SchemeName);
}
