using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// A namespace: sockets that share a name, handlers and rooms, multiplexed over their clients' connections. What is emitted here goes
/// to all of them.
/// </summary>
public sealed partial class Namespace : Broadcaster, INamespaceHandlers
{
    private readonly ConcurrentDictionary<string, Socket> _sockets = new(StringComparer.Ordinal);
    private long _lastAckId;

    internal Namespace(string name, SocketIOServer server, NamespaceHandlers handlers, NamespacePattern? pattern = null)
    {
        Name = name;
        Server = server;
        Handlers = handlers;
        Pattern = pattern;
        Everybody = new BroadcastOperator(this, BroadcastTarget.All);
        Adapter = server.Options.Adapter?.Invoke(this) ?? new InMemoryAdapter(this);
    }

    /// <summary>The name, beginning with a slash; "/" is the main namespace.</summary>
    public string Name { get; }

    /// <summary>Whose namespace it is.</summary>
    public SocketIOServer Server { get; }

    /// <summary>The rooms.</summary>
    public Adapter Adapter { get; }

    /// <summary>The sockets that are connected to this server at this moment.</summary>
    public IEnumerable<Socket> Sockets => PresentSockets.Where(static s => s.Connected);

    /// <summary>How many sockets are connected at this moment; counts them.</summary>
    public int Count => Sockets.Count();

    internal PacketEncoder Encoder => new(Server.Parser, Name);

    internal NamespaceHandlers Handlers { get; }

    /// <summary>The pattern that the namespace came from, if from one.</summary>
    internal NamespacePattern? Pattern { get; }

    /// <summary>Connected sockets, and those whose clients may still come back to them.</summary>
    internal IEnumerable<Socket> PresentSockets => _sockets.Select(static pair => pair.Value);

    internal bool IsEmpty => _sockets.IsEmpty;

    internal BroadcastOperator Everybody { get; }

    private protected override BroadcastOperator Receivers => Everybody;

    /// <inheritdoc/>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Handlers.Use(middleware);

    /// <inheritdoc/>
    public void OnConnection(Func<Socket, ValueTask> handler) => Handlers.OnConnection(handler);

    /// <summary>The socket of that id, connected or waiting for its client to come back.</summary>
    public bool TryGetSocket(string id, [NotNullWhen(true)] out Socket? socket) => _sockets.TryGetValue(id, out socket);

    internal long NextAckId() => Interlocked.Increment(ref _lastAckId);

    /// <returns>The other socket of that id, if there is one; this one has taken its place, unless that one is newer.</returns>
    internal Socket? Add(Socket socket)
    {
        while (!_sockets.TryAdd(socket.Id, socket))
        {
            if (_sockets.TryGetValue(socket.Id, out var other)
                && (other.IsNewerThan(socket) || _sockets.TryUpdate(socket.Id, socket, other)))
                return other;
        }

        return null;
    }

    /// <returns>False when another socket has that id.</returns>
    internal bool TryAddAs(string id, Socket socket) => _sockets.TryAdd(id, socket);

    /// <summary>The socket has another id by now.</summary>
    internal void RemoveAs(string oldId, Socket socket) => _sockets.TryRemove(KeyValuePair.Create(oldId, socket));

    internal void Remove(Socket socket)
    {
        if (_sockets.TryRemove(KeyValuePair.Create(socket.Id, socket)))
            Server.Namespaces.OnLeft(this);
    }
}
