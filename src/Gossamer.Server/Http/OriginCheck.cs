using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Gossamer.Server.Http;

/// <summary>
/// Applies the <see cref="OriginRule"/>: as CORS, which keeps browsers from reading answers, and as a refusal, because CORS keeps
/// nobody from sending and does not cover WebSockets.
/// </summary>
internal static class OriginCheck
{
    public static IServiceCollection AddOriginRule(this IServiceCollection services, OriginRule rule) => services
        .AddSingleton(rule)
        .AddCors(cors => cors.AddDefaultPolicy(policy => Allow(policy, rule)));

    /// <summary>Answers 403 on <paramref name="path"/> to pages of other origins that are not allowed.</summary>
    public static IApplicationBuilder UseOriginCheck(this WebApplication app, string path)
    {
        var rule = app.Services.GetRequiredService<OriginRule>();
        return !rule.IsRestricted ? app : app.Use(async (context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal) && !IsAllowed(context.Request, rule))
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

    private static bool IsAllowed(HttpRequest request, OriginRule rule)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 // no browser, or the page's own origin
            || rule.Allows(origin)
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
