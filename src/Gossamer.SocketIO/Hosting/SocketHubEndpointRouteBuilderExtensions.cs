using Gossamer.SocketIO;
using Gossamer.SocketIO.Hubs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves hubs.</summary>
public static class SocketHubEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves a hub in a namespace of the <see cref="SocketIOServer"/>, whose connections <c>MapSocketIO</c> serves: clients connect to
    /// <c>io("https://server/chat")</c>. Checks that set <see cref="Socket.User"/> are added to the namespace before.
    /// </summary>
    /// <typeparam name="THub">The hub: a <c>partial</c> class, to which the package's source generator adds what is missing.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="ns">The namespace's name.</param>
    /// <returns>The namespace.</returns>
    /// <exception cref="InvalidOperationException">
    /// The namespace has a hub, or the hub a namespace, already; nothing in <see cref="SocketIOOptions.Json"/> knows a type that the hub's
    /// methods take or give; the hub asks for authorization that the application does not have; or an option is out of its range.
    /// </exception>
    public static Namespace MapSocketHub<THub>(this IEndpointRouteBuilder endpoints, string ns = "/")
        where THub : SocketHub, ISourceGeneratedHub<THub>
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(ns);
        var services = endpoints.ServiceProvider;
        var served = services.GetRequiredService<SocketIOServer>().Of(ns);
        var settings = HubSettings.Of(
            services.GetRequiredService<IOptions<SocketHubOptions>>().Value,
            services.GetRequiredService<IOptions<SocketHubOptions<THub>>>().Value);
        if (settings.MaxStreams is < 1 or > 1000)
            throw new InvalidOperationException(
                $"{nameof(SocketHubOptions)}.{nameof(SocketHubOptions.MaxStreamsPerConnection)} is {settings.MaxStreams}; "
                + "it must be from 1 to 1000.");
        var hub = new HubRuntime<THub>(served, THub.Describe(), settings, services.GetRequiredService<ISocketUserIdProvider>(), services);
        services.GetRequiredService<HubTable>().Add(typeof(THub), served.Name, hub.Callers);
        hub.Attach();
        return served;
    }
}
