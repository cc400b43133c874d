using System.Collections.Concurrent;

namespace Gossamer.SocketIO;

/// <summary>A namespace: sockets that share a name and handlers, multiplexed over their clients' connections.</summary>
public sealed class Namespace
{
    private readonly ConcurrentDictionary<string, Socket> _sockets = new(StringComparer.Ordinal);
    private Func<Socket, ValueTask>[] _connectionHandlers = [];

    internal Namespace(string name) => Name = name;

    /// <summary>The name, beginning with a slash; "/" is the main namespace.</summary>
    public string Name { get; }

    /// <summary>The sockets that are connected at this moment.</summary>
    public IEnumerable<Socket> Sockets => _sockets.Values;

    /// <summary>How many sockets are connected.</summary>
    public int Count => _sockets.Count;

    /// <summary>
    /// Adds a handler for new sockets. It runs right after the client was told that it is connected and before any of the socket's
    /// events is dispatched, so set the socket's own handlers in it. Add handlers before the server starts.
    /// </summary>
    public void OnConnection(Func<Socket, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _connectionHandlers = [.. _connectionHandlers, handler];
    }

    internal void Add(Socket socket) => _sockets[socket.Id] = socket;

    internal void Remove(Socket socket) => _sockets.TryRemove(KeyValuePair.Create(socket.Id, socket));

    internal async ValueTask RunConnectionHandlersAsync(Socket socket)
    {
        foreach (var handler in _connectionHandlers)
            await handler(socket).ConfigureAwait(false);
    }
}
