using Microsoft.Extensions.Hosting;

namespace Gossamer.Mesh;

/// <summary>
/// Starts the node once the server listens, and has it say goodbye before the server stops listening: links are requests that
/// the server would otherwise wait for.
/// </summary>
internal sealed class MeshHostedService(MeshNode node) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        node.Start();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => node.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
