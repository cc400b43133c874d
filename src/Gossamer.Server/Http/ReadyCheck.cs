using Gossamer.Server.Draining;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gossamer.Server.Http;

/// <summary>Ready from the moment that everything has started until the server begins to drain or to stop.</summary>
internal sealed class ReadyCheck(IHostApplicationLifetime lifetime, DrainState drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var isReady = lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested;
        return Task.FromResult(
            drain.IsUnderWay ? HealthCheckResult.Unhealthy("draining")
            : isReady ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("starting or stopping"));
    }
}
