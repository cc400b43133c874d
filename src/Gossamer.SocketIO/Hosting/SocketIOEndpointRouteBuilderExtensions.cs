using Gossamer.SocketIO;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.WebSockets;
using Gossamer.SocketIO.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves a Socket.IO server.</summary>
public static class SocketIOEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves the <see cref="SocketIOServer"/> at a path, with and without a slash at its end, and at all below it, as Socket.IO for Node
    /// does (<c>/socket.io/default/</c>): Engine.IO 3 and 4, polling and WebSocket. For browsers on other origins add a policy:
    /// <c>.RequireCors(...)</c>.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path; clients use "/socket.io" unless told otherwise.</param>
    public static IEndpointConventionBuilder MapSocketIO(this IEndpointRouteBuilder endpoints, string path = "/socket.io")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var server = ServerOf(endpoints);
        return endpoints.MapEngine(path, server.Engine, server.Options.ServeClient).WithDisplayName("Socket.IO " + path);
    }

    /// <summary>
    /// Serves Engine.IO alone at a path: messages without Socket.IO's events. Needs <c>AddSocketIO</c>, whose options it shares.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">The path.</param>
    /// <param name="onOpen">Called for each new session before anything of it is read: set its handlers here. Must not block.</param>
    public static IEndpointConventionBuilder MapEngineIO(
        this IEndpointRouteBuilder endpoints, string path, Action<EngineIOSocket> onOpen)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(onOpen);
        var server = ServerOf(endpoints);
        var engine = server.AddEngine((session, context) => new EngineIOSocket(
            session, server.HandshakeOf(context), server.Options, server.Log, onOpen));
        return endpoints.MapEngine(path, engine).WithDisplayName("Engine.IO " + path);
    }

    private static SocketIOServer ServerOf(IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetRequiredService<SocketIOServer>();

    private static IEndpointConventionBuilder MapEngine(
        this IEndpointRouteBuilder endpoints, string path, EngineServer engine, IFileProvider? clientFiles = null)
    {
        var root = path.TrimEnd('/');
        var pipeline = endpoints.CreateApplicationBuilder();
        if (clientFiles is not null)
            pipeline.UseClientFiles(clientFiles);
        pipeline.Use(next => context => CoalescingFeature.InstallAsync(context, next));
        pipeline.UseWebSockets();
        pipeline.Run(engine.HandleAsync);
        return endpoints.Map(root.Length == 0 ? path : root + "/{**name}", pipeline.Build());
    }
}
