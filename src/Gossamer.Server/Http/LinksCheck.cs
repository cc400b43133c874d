using Gossamer.Mesh;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Server.Http;

/// <summary>
/// Degraded while a link is down. Never unhealthy: a server cut off from its peers still serves its own clients, and sending them
/// elsewhere because a peer has died would help nobody. Anybody may ask, so the log is told once a minute at most.
/// </summary>
internal sealed class LinksCheck(MeshNode node, TimeProvider time, ILogger<LinksCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private long _tellAfter = time.GetTimestamp();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = node.Links.Where(link => link.Outgoing != LinkState.Up || link.Incoming != LinkState.Up).Select(link => link.Peer.Value);
        var names = string.Join(", ", down);
        if (names.Length == 0)
            return Task.FromResult(HealthCheckResult.Healthy());
        Tell(names);
        return Task.FromResult(HealthCheckResult.Degraded($"not linked with {names}"));
    }

    private void Tell(string names)
    {
        var (now, after) = (time.GetTimestamp(), Volatile.Read(ref _tellAfter));
        var next = now + (long)(LogInterval.TotalSeconds * time.TimestampFrequency);
        if (now >= after && Interlocked.CompareExchange(ref _tellAfter, next, after) == after)
            logger.NotLinked(names);
    }
}
