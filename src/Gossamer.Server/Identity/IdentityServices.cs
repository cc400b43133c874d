using Microsoft.AspNetCore.Authentication;

namespace Gossamer.Server.Identity;

/// <summary>Registers who says who clients are.</summary>
internal static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityOptions options, TimeProvider? time = null)
    {
        services.AddSingleton(options).AddSingleton<Revocations>().AddSingleton<RevocationChannel>().AddSingleton<IdentityMetrics>();
        switch (options.Mode)
        {
            case IdentityMode.Jwt:
                services.AddAuthentication(Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerDefaults.AuthenticationScheme)
                    .AddJwt(options, time ?? TimeProvider.System);
                return services.AddSingleton<SchemeAccess>().AddSingleton<IUserAccess>(static site => new RateLimitedAccess(
                    site.GetRequiredService<SchemeAccess>(), site.GetRequiredService<IdentityOptions>(),
                    site.GetRequiredService<IdentityMetrics>()));
            case IdentityMode.TrustedHeader:
                services.AddAuthentication(TrustedHeaderHandler.SchemeName)
                    .AddScheme<AuthenticationSchemeOptions, TrustedHeaderHandler>(TrustedHeaderHandler.SchemeName, null);
                return services.AddSingleton<IUserAccess, SchemeAccess>();
            default:
                return services.AddSingleton<IUserAccess, OpenAccess>();
        }
    }
}
