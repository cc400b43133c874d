using Gossamer.Mesh;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Server.Http;

/// <summary>
/// Unready while fewer peers are linked, both ways, than the operator demands (<c>--ready-peers</c>). So a server that cannot reach the
/// mesh gets no clients; and where all are cut off from each other none does.
/// </summary>
internal sealed class PeersCheck(MeshNode node, ReadyOptions options, TimeProvider time, ILogger<PeersCheck> logger) : IHealthCheck
{
    private readonly Reminder _reminder = new(time);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var linked = node.Links.Count(static link => link is { Outgoing: LinkState.Up, Incoming: LinkState.Up });
        if (linked >= options.Peers)
            return Task.FromResult(HealthCheckResult.Healthy());
        if (_reminder.IsDue())
            logger.NotReady(linked, options.Peers);
        return Task.FromResult(HealthCheckResult.Unhealthy($"linked with {linked} of the {options.Peers} peers that it needs"));
    }
}
