using Microsoft.Extensions.Hosting;

namespace Gossamer.SocketIO.Mesh;

/// <summary>
/// The server is made before the mesh begins to link, since other servers' messages must find its namespaces, and closes before the mesh
/// says goodbye (hosted services stop in the reverse order): what handlers emit when their clients leave still goes to the others.
/// </summary>
internal sealed class MeshRoomsStart(SocketIOServer server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = server.Main;
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        server.Close();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
