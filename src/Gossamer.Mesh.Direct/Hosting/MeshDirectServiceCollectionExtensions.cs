using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the mesh with its default transport.</summary>
public static class MeshDirectServiceCollectionExtensions
{
    /// <summary>
    /// Registers a <see cref="MeshNode"/> that starts and stops with the host and links over WebSockets. An
    /// <see cref="ILocalDelivery"/> must be registered too, and the endpoint mapped with <c>MapMesh</c>. Options that do not
    /// hold end the start with an <see cref="OptionsValidationException"/> that says all that is wrong.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="mesh">Sets the server's id, its peers and the rest.</param>
    /// <param name="direct">Sets the shared key and the rest of the transport.</param>
    public static IServiceCollection AddMeshDirect(
        this IServiceCollection services, Action<MeshOptions> mesh, Action<MeshDirectOptions>? direct = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(mesh);
        services.AddOptions<MeshOptions>().Configure(mesh).ValidateOnStart();
        services.AddOptions<MeshDirectOptions>().Configure(direct ?? (static _ => { })).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<MeshOptions>, MeshOptionsValidator>();
        services.AddSingleton<IValidateOptions<MeshDirectOptions>, MeshDirectOptionsValidator>();
        services.AddSingleton(static s => new MeshTokens(
            s.GetRequiredService<IOptions<MeshOptions>>().Value,
            s.GetRequiredService<IOptions<MeshDirectOptions>>().Value,
            s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IMeshTransport, DirectTransport>();
        services.AddSingleton<MeshEndpoint>();
        services.AddSingleton(static s => new MeshNode(
            s.GetRequiredService<IOptions<MeshOptions>>().Value,
            s.GetRequiredService<IMeshTransport>(),
            s.GetRequiredService<ILocalDelivery>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<MeshNode>>()));
        services.AddHostedService<MeshHostedService>();
        return services;
    }
}
