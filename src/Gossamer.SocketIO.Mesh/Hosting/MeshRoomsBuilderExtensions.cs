using Gossamer.Mesh;
using Gossamer.SocketIO;
using Gossamer.SocketIO.Mesh;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Has a Socket.IO server's rooms span a mesh.</summary>
public static class MeshRoomsBuilderExtensions
{
    /// <summary>
    /// Rooms, broadcasts and queries of the <see cref="SocketIOServer"/> reach all servers of the mesh that do the same:
    /// <c>services.AddSocketIO().AddMesh(...).AddDirect().AddRooms()</c>. Options that do not hold end the start with an
    /// <see cref="OptionsValidationException"/> that says all that is wrong.
    /// </summary>
    /// <param name="mesh">What <c>AddMesh</c> returned.</param>
    /// <param name="configure">Sets how long requests wait, and how many may.</param>
    /// <returns>The same, for transports.</returns>
    public static IMeshBuilder AddRooms(this IMeshBuilder mesh, Action<MeshRoomsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        var services = mesh.Services;
        services.AddOptions<MeshRoomsOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshRoomsOptions>, MeshRoomsOptionsValidator>());
        services.TryAddSingleton<MeshRooms>();
        services.AddOptions<SocketIOOptions>().Configure<MeshRooms>(static (options, rooms) => options.Adapter = rooms.CreateAdapter);
        services.AddHostedService<MeshRoomsStart>();
        return mesh;
    }
}
