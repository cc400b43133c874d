using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// Listens on this server's subjects while the host runs. Its start does not wait for NATS: clients here are served without.
/// </summary>
internal sealed class NatsService(
    NatsBus bus, NatsMembership membership, MeshNode node, IOptions<MeshOptions> mesh, TimeProvider time, ILogger<NatsBus> log)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        bus.Accept = node.Accept;
        bus.Knows = peer => node.AddressOf(peer) is not null;
        _running = RunAsync();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the mesh has said goodbye on its links. The last thing that is said is that this server leaves.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _end.Dispose();

    private async Task RunAsync()
    {
        await bus.ConnectAsync(time, _end.Token).ConfigureAwait(false);
        await Task.WhenAll(KeepAsync(bus.ReceiveAsync), KeepAsync(membership.ListenAsync), KeepAsync(membership.AnnounceAsync))
            .ConfigureAwait(false);
    }

    /// <summary>A subscription that ends is made again: NATS was away, or something of this server has thrown.</summary>
    private async Task KeepAsync(Func<CancellationToken, Task> listen)
    {
        var backoff = new Backoff(mesh.Value.RetryMin, mesh.Value.RetryMax, Random.Shared);
        while (!_end.IsCancellationRequested)
        {
            var since = time.GetTimestamp();
            try
            {
                await listen(_end.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (NatsBus.IsAway(e))
            {
                if (!_end.IsCancellationRequested)
                    log.Interrupted(e.Message);
            }
            catch (Exception e)
            {
                log.ListeningFailed(e);
            }

            if (time.GetElapsedTime(since) > mesh.Value.RetryMax)
                backoff.Reset();
            await Task.Delay(backoff.Next(), time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
