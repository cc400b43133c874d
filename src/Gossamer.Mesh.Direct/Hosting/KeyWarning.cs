using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Direct;

/// <summary>Warns at the start, before anything listens, what its keys do not protect.</summary>
internal sealed class KeyWarning(IOptions<MeshOptions> mesh, IOptions<MeshDirectOptions> options, ILogger<KeyWarning> log)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var shared = mesh.Value.Peers.Where(peer => !peer.IsLegacy && !options.Value.PublicKeys.ContainsKey(peer.Id)).ToList();
        if (shared.Count > 0 && LinkKeys.IsDerived(options.Value))
            log.KeyDerived(mesh.Value.Cluster);
        else if (shared.Count > 0)
            log.KeyShared(mesh.Value.Cluster, Shown(shared));
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Shown(List<MeshPeer> peers)
    {
        const int Enough = 8;
        var names = string.Join(", ", peers.Take(Enough).Select(static peer => peer.Id.Value));
        return peers.Count > Enough ? $"{names} and {peers.Count - Enough} more" : names;
    }
}
