using Gossamer.Mesh;
using Gossamer.Mesh.Nats;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the mesh's transport over NATS.</summary>
public static class MeshNatsBuilderExtensions
{
    /// <summary>
    /// Links with all servers of the mesh over NATS, where they find each other too. Whoever may publish on the mesh's subjects is taken
    /// for a server of it: NATS' accounts and permissions decide who that is. Options that do not hold end the start; that NATS is away
    /// does not: the log says why, and the health check <c>nats</c> is degraded meanwhile.
    /// </summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="configure">Sets the address of NATS and the rest.</param>
    /// <returns>The same, for further transports.</returns>
    public static IMeshBuilder AddNats(this IMeshBuilder mesh, Action<MeshNatsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(configure);
        var services = mesh.Services;
        services.AddOptions<MeshNatsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshNatsOptions>, MeshNatsOptionsValidator>());
        services.TryAddSingleton<NatsBus>();
        services.TryAddSingleton<NatsMembership>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMeshTransport, NatsTransport>());
        services.AddSingleton<IMembership>(static provider => provider.GetRequiredService<NatsMembership>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NatsService>());
        services.AddHealthChecks().AddCheck<NatsCheck>("nats");
        return mesh;
    }
}
