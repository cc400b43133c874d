using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Gossamer.SocketIO;

/// <summary>
/// The handlers of one namespace for events of other servers. They begin in the order of arrival, on another thread than that which brings
/// an event; what one awaits is not waited for, since two servers may ask each other.
/// </summary>
internal sealed class ServerSideHandlers(SocketIOServer server)
{
    /// <summary>What servers say to each other is said among few. More that waits is refused, which the sender is told.</summary>
    private const int MaxWaiting = 1_000;

    private readonly ConcurrentDictionary<string, Func<ServerSideEvent, ValueTask>[]> _handlers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Channel<ServerSideEvent>? _waiting;

    public void Add(string name, Func<ServerSideEvent, ValueTask> handler) =>
        _handlers.AddOrUpdate(name, [handler], (_, before) => [.. before, handler]);

    /// <returns>False when too many wait.</returns>
    public bool TryHandle(ServerSideEvent received)
    {
        if (_handlers.ContainsKey(received.Name))
            return Waiting().Writer.TryWrite(received);
        received.Decline();
        return true;
    }

    private Channel<ServerSideEvent> Waiting()
    {
        lock (_gate)
        {
            if (_waiting is not null)
                return _waiting;
            _waiting = Channel.CreateBounded<ServerSideEvent>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
            _ = Task.Run(() => RunAsync(_waiting.Reader));
            return _waiting;
        }
    }

    private async Task RunAsync(ChannelReader<ServerSideEvent> waiting)
    {
        await foreach (var received in waiting.ReadAllAsync().ConfigureAwait(false))
        {
            foreach (var handler in _handlers[received.Name])
                _ = server.RunGuardedAsync(received, handler).AsTask();
        }
    }
}
