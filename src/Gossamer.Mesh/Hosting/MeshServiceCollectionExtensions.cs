using System.Diagnostics.Metrics;
using Gossamer.Mesh;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the mesh.</summary>
public static class MeshServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="MeshNode"/> that links with its peers once the host has started, and says goodbye before it stops. It needs a
    /// transport, which registers itself on the builder: <c>AddMesh(...).AddDirect(...)</c>. Options that do not hold, and a peer that no
    /// transport serves, end the start with an <see cref="OptionsValidationException"/> that says all that is wrong.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets the server's id, its peers and the rest.</param>
    /// <returns>What transports register themselves on.</returns>
    public static IMeshBuilder AddMesh(this IServiceCollection services, Action<MeshOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<MeshOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshOptions>, MeshOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => CreateNode(provider));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MeshHostedService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MembershipService>());
        return new MeshBuilder(services);
    }

    private static MeshNode CreateNode(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<MeshOptions>>().Value;
        return new(
            options,
            new MeshTransports(provider.GetServices<IMeshTransport>(), options),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<MeshNode>>(),
            jitter: null,
            provider.GetService<IMessageFrameValidator>(),
            provider.GetService<IMeterFactory>(),
            provider.GetService<IDeliveryBatch>());
    }
}
