using Gossamer.Mesh;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Server.Http;

/// <summary>
/// Degraded while a link is down. Never unhealthy: a server cut off from its peers still serves its own clients, and sending them
/// elsewhere because a peer has died would help nobody. Anybody may ask, so the log is told once a minute at most.
/// </summary>
internal sealed class LinksCheck(MeshNode node, TimeProvider time, ILogger<LinksCheck> logger) : IHealthCheck
{
    private readonly Reminder _reminder = new(time);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = node.Links.Where(link => link.Outgoing != LinkState.Up || link.Incoming != LinkState.Up).Select(link => link.Peer.Value);
        var names = string.Join(", ", down);
        if (names.Length == 0)
            return Task.FromResult(HealthCheckResult.Healthy());
        if (_reminder.IsDue())
            logger.NotLinked(names);
        return Task.FromResult(HealthCheckResult.Degraded($"not linked with {names}"));
    }
}
