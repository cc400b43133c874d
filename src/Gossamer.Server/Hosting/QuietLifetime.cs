
namespace Gossamer.Server.Hosting;

/// <summary>Leaves signals and the console alone: several hosts share this process and <see cref="StopSignals"/> ends them together.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
