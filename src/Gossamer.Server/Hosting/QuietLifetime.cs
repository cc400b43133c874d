
namespace Gossamer.Server.Hosting;

/// <summary>Leaves signals and the console alone: the hosts of this process share them, and <see cref="StopSignals"/> ends all.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
