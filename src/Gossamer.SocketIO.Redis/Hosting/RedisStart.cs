using Microsoft.Extensions.Hosting;

namespace Gossamer.SocketIO.Redis;

/// <summary>
/// The connection is there before clients are, where Redis is, and ends after them: what handlers emit when their clients leave still goes
/// to the others.
/// </summary>
internal sealed class RedisStart(SocketIOServer server, RedisRooms rooms) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="InvalidOperationException">Another adapter has taken this one's place.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (server.Main.Adapter is not RedisAdapter)
            throw new InvalidOperationException(
                "AddRedis has no effect: what was registered after it, AddRooms of a mesh for one, sets another "
                + $"{nameof(SocketIOOptions)}.{nameof(SocketIOOptions.Adapter)}. A server has one adapter.");
        await rooms.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        server.Close();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The others are gone by now, and what they emitted last is before the end of the connection.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken) => await rooms.StopAsync().ConfigureAwait(false);
}
