using Microsoft.Extensions.Hosting;

namespace Gossamer.SocketIO.Mesh;

/// <summary>Makes the server before the mesh begins to link: other servers' messages must find its namespaces.</summary>
internal sealed class MeshRoomsStart(SocketIOServer server) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = server.Main;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
