using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Mesh.Dns;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers discovery by DNS.</summary>
public static class MeshDnsBuilderExtensions
{
    /// <summary>
    /// The peers are the servers at the addresses that a name has, as it is looked up again and again. <c>AddDirect</c> must be registered
    /// too: it links with them, and asks each who it is. Options that do not hold end the start.
    /// </summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="configure">Sets the name and the rest.</param>
    /// <returns>The same, for further transports.</returns>
    public static IMeshBuilder AddDns(this IMeshBuilder mesh, Action<MeshDnsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(configure);
        var services = mesh.Services;
        services.AddOptions<MeshDnsOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshDnsOptions>, MeshDnsOptionsValidator>());
        services.TryAddSingleton<IServiceLookup, DnsLookup>();
        services.AddSingleton<IMembership>(static provider => new DnsMembership(
            provider.GetRequiredService<IServiceLookup>(),
            provider.GetRequiredService<IntroductionClient>().AskAsync,
            provider.GetRequiredService<MeshNode>(),
            provider.GetRequiredService<IOptions<MeshDnsOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DnsMembership>>()));
        return mesh;
    }
}
