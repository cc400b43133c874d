using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh;

/// <summary>Has the node follow what all sources of membership say.</summary>
internal sealed class MembershipService(
    MeshNode node, IOptions<MeshOptions> options, IEnumerable<IMembership> sources, TimeProvider time, ILogger<MeshNode>? log = null)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5); // after a source's exception: it is a bug, and may be one for ever

    private readonly IMembership[] _sources = [.. sources];
    private readonly ILogger _log = (ILogger?)log ?? NullLogger.Instance;
    private readonly SortedDictionary<int, IReadOnlyList<MeshPeer>> _latest = []; // of each source; also guards itself

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_sources.Select((source, index) => FollowAsync(source, index, stoppingToken)));

    private async Task FollowAsync(IMembership source, int index, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (var peers in source.WatchAsync(ct).WithCancellation(ct).ConfigureAwait(false))
                    Apply(index, peers);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // the mesh lives on with the servers that it has
            {
                _log.MembershipFailed(e, Pause.TotalMilliseconds);
            }

            await Task.Delay(Pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Apply(int index, IReadOnlyList<MeshPeer> peers)
    {
        lock (_latest)
        {
            _latest[index] = peers;
            var named = _latest.Values.SelectMany(static list => list);
            var all = _latest.Count < _sources.Length ? named.Concat(options.Value.Peers) : named;
            node.SetPeers(all.DistinctBy(static peer => peer.Id));
        }
    }
}
