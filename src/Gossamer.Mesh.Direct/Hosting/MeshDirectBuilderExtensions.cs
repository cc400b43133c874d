using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the mesh's default transport.</summary>
public static class MeshDirectBuilderExtensions
{
    /// <summary>
    /// Links over WebSockets with all peers that speak the mesh's own protocol. The endpoint must be mapped with <c>MapMesh</c>. Options
    /// that do not hold end the start with an <see cref="OptionsValidationException"/> that says all that is wrong.
    /// </summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="configure">Sets the shared key and the rest of the transport.</param>
    /// <returns>The same, for further transports.</returns>
    public static IMeshBuilder AddDirect(this IMeshBuilder mesh, Action<MeshDirectOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var services = mesh.Services;
        services.AddOptions<MeshDirectOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshDirectOptions>, MeshDirectOptionsValidator>());
        services.TryAddSingleton(static provider => new MeshTokens(
            provider.GetRequiredService<IOptions<MeshOptions>>().Value,
            provider.GetRequiredService<IOptions<MeshDirectOptions>>().Value,
            provider.GetRequiredService<TimeProvider>())
        {
            Peers = () => provider.GetRequiredService<MeshNode>().Peers, // asked for late: the node needs its transports first
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMeshTransport, DirectTransport>());
        services.TryAddSingleton(static provider => new TokenRate(provider.GetRequiredService<IOptions<MeshDirectOptions>>().Value));
        services.TryAddSingleton<DirectMetrics>();
        services.TryAddSingleton<MeshEndpoint>();
        services.TryAddSingleton<IntroductionClient>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyWarning>());
        return mesh;
    }
}
