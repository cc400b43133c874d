namespace Gossamer.Server.Http;

/// <summary>What operators, and the page <c>/mesh</c> in their hands, ask of one server about itself and the mesh.</summary>
internal static class MeshQueries
{
    public static void MapMeshQueries(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        endpoints.MapGet("/api/mesh", services.GetRequiredService<MeshStatusEndpoint>().AnswerAsync).RequireAllowedOrigin();
        endpoints.MapGet("/api/mesh/events", services.GetRequiredService<MeshEventsEndpoint>().AnswerAsync).RequireAllowedOrigin();
        endpoints.MapGet("/api/connections", services.GetRequiredService<ConnectionsEndpoint>().AnswerAsync).RequireAllowedOrigin();
    }
}
