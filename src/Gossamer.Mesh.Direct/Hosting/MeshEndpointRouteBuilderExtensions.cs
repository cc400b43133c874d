using Gossamer.Mesh.Direct;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint at which peers open their links.</summary>
public static class MeshEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Accepts links of peers at a path of the clients' port. Beneath it, at <c>/mesh/id</c>, the server says who it is, to servers that
    /// find each other by addresses.
    /// </summary>
    /// <param name="endpoints">Where to.</param>
    /// <param name="path">The path; the peers' <see cref="MeshDirectOptions.Path"/>.</param>
    public static IEndpointConventionBuilder MapMesh(this IEndpointRouteBuilder endpoints, string path = "/mesh")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var accept = endpoints.CreateApplicationBuilder();
        accept.UseWebSockets();
        accept.Run(static http => http.RequestServices.GetRequiredService<MeshEndpoint>().AcceptAsync(http));
        endpoints.MapGet(path + Introduction.Path, static (HttpContext http) =>
            http.RequestServices.GetRequiredService<MeshEndpoint>().IntroduceAsync(http)).WithDisplayName("Gossamer mesh id");
        return endpoints.Map(path, accept.Build()).WithDisplayName("Gossamer mesh");
    }
}
