using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Warns at the start, before anything listens, when there is no shared key.</summary>
internal sealed class KeyWarning(IOptions<MeshOptions> mesh, IOptions<MeshDirectOptions> options, ILogger<KeyWarning> log)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.SharedKey is null && mesh.Value.Peers.Count > 0)
            log.KeyDerived(mesh.Value.Cluster);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
