using Gossamer.SocketIO;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Gossamer.SocketIO.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a Socket.IO server.</summary>
public static class SocketIOServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="SocketIOServer"/> and its options, which are checked at start. Uses the container's
    /// <see cref="TimeProvider"/> if there is one.
    /// </summary>
    public static IServiceCollection AddSocketIO(this IServiceCollection services, Action<SocketIOOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<SocketIOOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOOptions>, SocketIOOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SocketIOServer>();
        services.TryAddSingleton<TcpEndPoints>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConnectionListenerFactory, TcpTransportFactory>());
        services.TryAddHubs();
        services.AddHostedService<SocketIOShutdown>();
        return services;
    }
}
