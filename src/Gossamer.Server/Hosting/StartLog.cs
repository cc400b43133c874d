using Gossamer.Mesh;
using Gossamer.Server.Configuration;
using Gossamer.Server.Identity;

namespace Gossamer.Server.Hosting;

/// <summary>Tells the log with what a server starts, that it listens, and that it has ended.</summary>
internal sealed class StartLog(
    ServerEntry self, ClusterConfig config, MeshNode node, IdentityOptions identity, ILogger<StartLog> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        logger.ConfigurationLoaded(config.File, config.Servers.Length);
        logger.OwnId(self.Id, node.Incarnation);
        if (identity.Mode == IdentityMode.Open)
            logger.Open();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        logger.Listening(self.EndPoint);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        logger.Stopped();
        return Task.CompletedTask;
    }
}
