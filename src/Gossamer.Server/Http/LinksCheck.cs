using Gossamer.Mesh;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Server.Http;

/// <summary>
/// Degraded while a link is down. Never unhealthy: a server cut off from its peers still serves its own clients, and sending them
/// elsewhere because a peer has died would help nobody.
/// </summary>
internal sealed class LinksCheck(MeshNode node) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = node.Links.Where(link => link.Outgoing != LinkState.Up || link.Incoming != LinkState.Up).Select(link => link.Peer.Value);
        var names = string.Join(", ", down);
        return Task.FromResult(names.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"not linked with {names}"));
    }
}
