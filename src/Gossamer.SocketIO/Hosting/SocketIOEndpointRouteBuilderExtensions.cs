using Gossamer.SocketIO;
using Gossamer.SocketIO.EngineIO.Transports;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves a Socket.IO server.</summary>
public static class SocketIOEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the <see cref="SocketIOServer"/> at a path, with and without a slash at its end: Engine.IO 3 and 4, polling and
    /// WebSocket. For browsers on other origins add a policy: <c>.RequireCors(...)</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path; clients use "/socket.io" unless told otherwise.</param>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string path = "/socket.io")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var server = endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.Use(next => context => CoalescingFeature.InstallAsync(context, next));
        pipeline.UseWebSockets();
        pipeline.Run(server.Engine.HandleAsync);
        return endpoints.Map(path, pipeline.Build()).WithDisplayName("Socket.IO " + path);
    }
}
