using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers servers of the old system as peers.</summary>
public static class MeshLegacyServiceCollectionExtensions
{
    /// <summary>
    /// Lets some of the mesh's peers be servers of node-multi-server-chat. To be called after <c>AddMeshDirect</c>, or whatever else
    /// registers an <see cref="IMeshTransport"/>, which goes on to serve all other peers. The application hands events of old servers to
    /// <see cref="LegacyPeers"/>. Options that do not hold end the start with an <see cref="OptionsValidationException"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Says which peers these are, and the bounds.</param>
    /// <exception cref="InvalidOperationException">No transport is registered yet.</exception>
    public static IServiceCollection AddMeshLegacy(this IServiceCollection services, Action<LegacyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var others = services.LastOrDefault(static service => service.ServiceType == typeof(IMeshTransport))
            ?? throw new InvalidOperationException("No IMeshTransport is registered. Call AddMeshDirect before AddMeshLegacy.");
        services.Remove(others);
        services.AddOptions<LegacyOptions>().Configure(configure)
            .Validate(static options => options.ConnectTimeout > TimeSpan.Zero, "ConnectTimeout must be more than 0.")
            .Validate(static options => options.Grace >= TimeSpan.Zero, "Grace must not be negative.")
            .Validate(static options => options.MaxUsersPerPeer > 0, "MaxUsersPerPeer must be at least 1.")
            .ValidateOnStart();
        services.AddSingleton<LegacyPeers>();
        services.AddSingleton<IMeshTransport>(provider => new LegacyTransport(
            Create(others, provider),
            provider.GetRequiredService<LegacyPeers>(),
            provider.GetRequiredService<IOptions<LegacyOptions>>(),
            provider.GetRequiredService<IOptions<MeshOptions>>(),
            provider.GetRequiredService<MeshNode>, // which is made of this transport
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static IMeshTransport Create(ServiceDescriptor others, IServiceProvider provider) => (IMeshTransport)(
        others.ImplementationInstance
        ?? others.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, others.ImplementationType!));
}
