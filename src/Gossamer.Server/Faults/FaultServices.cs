using Gossamer.Mesh;

namespace Gossamer.Server.Faults;

/// <summary>Puts faults by hand between a server's mesh and its transports.</summary>
internal static class FaultServices
{
    /// <summary>After the transports.</summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="self">The server.</param>
    /// <param name="faults">The process's; null: its links cannot be cut.</param>
    public static IMeshBuilder AddFaults(this IMeshBuilder mesh, NodeId self, FaultBoard? faults)
    {
        if (faults is null)
            return mesh;
        var services = mesh.Services;
        for (var at = 0; at < services.Count; at++)
            if (services[at] is { ServiceType: var type, IsKeyedService: false } transport && type == typeof(IMeshTransport))
                services[at] = ServiceDescriptor.Singleton<IMeshTransport>(
                    provider => new CuttableTransport(Create(provider, transport), self, faults.Cuts));
        return mesh;
    }

    private static IMeshTransport Create(IServiceProvider provider, ServiceDescriptor transport) => (IMeshTransport)(
        transport.ImplementationInstance
        ?? transport.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, transport.ImplementationType!));
}
