using Microsoft.Extensions.Hosting;

namespace Gossamer.SocketIO.Hosting;

/// <summary>
/// Tells the clients when the application stops, before Kestrel waits for their connections to end.
/// </summary>
internal sealed class SocketIOShutdown(SocketIOServer server) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        server.Close();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
