using Gossamer.Mesh;
using Gossamer.Mesh.Legacy;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers servers of the old system as peers.</summary>
public static class MeshLegacyBuilderExtensions
{
    /// <summary>
    /// Lets some of the mesh's peers be servers of node-multi-server-chat; another transport serves the rest. The application hands events
    /// of old servers to <see cref="LegacyPeers"/>. Options that do not hold end the start with an
    /// <see cref="OptionsValidationException"/> that says all that is wrong.
    /// </summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="configure">Says which peers these are, and the bounds.</param>
    /// <returns>The same, for further transports.</returns>
    public static IMeshBuilder AddLegacy(this IMeshBuilder mesh, Action<LegacyOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(configure);
        var services = mesh.Services;
        services.AddOptions<LegacyOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LegacyOptions>, LegacyOptionsValidator>());
        services.TryAddSingleton<LegacyPeers>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMeshTransport, LegacyTransport>(static provider => new(
            provider.GetRequiredService<LegacyPeers>(),
            provider.GetRequiredService<IOptions<LegacyOptions>>(),
            provider.GetRequiredService<IOptions<MeshOptions>>(),
            provider.GetRequiredService<MeshNode>, // which is made of this transport
            provider.GetRequiredService<TimeProvider>())));
        return mesh;
    }
}
