using Gossamer.SocketIO;
using Gossamer.SocketIO.Hubs;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets the options of hubs. Hubs need no registration: <c>AddSocketIO</c> has done it.</summary>
public static class SocketHubServiceCollectionExtensions
{
    /// <summary>Sets the options of all hubs.</summary>
    public static IServiceCollection AddSocketHubs(this IServiceCollection services, Action<SocketHubOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.Configure(configure);
    }

    /// <summary>Sets the options of one hub.</summary>
    /// <typeparam name="THub">The hub.</typeparam>
    public static IServiceCollection AddSocketHubs<THub>(this IServiceCollection services, Action<SocketHubOptions<THub>> configure)
        where THub : SocketHub
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return services.Configure(configure);
    }

    internal static void TryAddHubs(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton<HubTable>();
        services.TryAddSingleton<ISocketUserIdProvider, ClaimUserIdProvider>();
        services.TryAddSingleton(typeof(ISocketHubContext<>), typeof(HubContext<>));
        services.TryAddSingleton(typeof(ISocketHubContext<,>), typeof(HubContext<,>));
    }
}
