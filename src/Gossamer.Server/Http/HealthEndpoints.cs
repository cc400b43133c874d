namespace Gossamer.Server.Http;

/// <summary>
/// For whoever watches over servers: <c>/healthz/live</c> says that the process answers, <c>/healthz/ready</c> that clients may be sent
/// here, <c>/healthz</c> both and how the links stand. 200 with "Healthy" or "Degraded", 503 with "Unhealthy".
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static IServiceCollection AddServerHealth(this IServiceCollection services, ReadyOptions options)
    {
        services.AddSingleton(options).AddSingleton<LinksCheck>().AddSingleton<PeersCheck>().AddHealthChecks()
            .AddCheck<ReadyCheck>("clients", tags: [Ready])
            .AddCheck<PeersCheck>("peers", tags: [Ready])
            .AddCheck<LinksCheck>("links");
        return services;
    }

    public static void MapServerHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz");
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains(Ready) });
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
    }
}
