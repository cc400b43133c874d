using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Mesh.Nats;

/// <summary>Degraded while NATS is away: who has never reached it knows of no server with which it is not linked.</summary>
internal sealed class NatsCheck(NatsBus bus) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            bus.Trouble is { } why ? HealthCheckResult.Degraded($"NATS is not reached: {why}") : HealthCheckResult.Healthy());
}
