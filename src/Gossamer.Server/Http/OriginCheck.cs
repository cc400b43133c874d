using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Gossamer.Server.Http;

/// <summary>
/// Applies the <see cref="OriginRule"/> to endpoints that ask for it: as CORS, which keeps browsers from reading answers, and as a refusal,
/// because CORS keeps nobody from sending and does not cover WebSockets. It hangs on the endpoint, however the request spells its path.
/// </summary>
internal static class OriginCheck
{
    private const string Policy = "origins";

    public static IServiceCollection AddOriginRule(this IServiceCollection services, OriginRule rule) => services
        .AddSingleton(rule)
        .AddCors(cors => cors.AddPolicy(Policy, policy => Allow(policy, rule)));

    /// <summary>Only pages of allowed origins may ask this endpoint, and read what it answers.</summary>
    public static TBuilder RequireAllowedOrigin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireCors(Policy).WithMetadata(Restricted.ByOrigin);

    /// <summary>Answers 403 to pages of other origins than those that are allowed. After routing.</summary>
    public static void UseOriginCheck(this WebApplication app)
    {
        app.UseCors();
        var rule = app.Services.GetRequiredService<OriginRule>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<Restricted>() is not null && !rule.Allows(context.Request))
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
            else
                await next(context);
        });
    }

    private static void Allow(CorsPolicyBuilder policy, OriginRule rule) => policy
        .SetIsOriginAllowed(rule.Allows)
        .AllowAnyHeader()
        .AllowAnyMethod()
        .AllowCredentials() // socket.io-client 1.x and 2.x poll with credentials, and browsers then insist on this
        .SetPreflightMaxAge(TimeSpan.FromHours(1));

    private sealed class Restricted
    {
        public static readonly Restricted ByOrigin = new();
    }
}
