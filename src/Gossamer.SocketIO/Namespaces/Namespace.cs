using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <summary>A namespace: sockets that share a name, handlers and rooms, multiplexed over their clients' connections.</summary>
public sealed class Namespace : Emitter
{
    private readonly ConcurrentDictionary<string, Socket> _sockets = new(StringComparer.Ordinal);
    private long _lastAckId;

    internal Namespace(string name, SocketIOServer server, NamespaceHandlers handlers)
    {
        Name = name;
        Server = server;
        Handlers = handlers;
        Adapter = server.Options.Adapter?.Invoke(this) ?? new InMemoryAdapter(this);
    }

    /// <summary>The name, beginning with a slash; "/" is the main namespace.</summary>
    public string Name { get; }

    /// <summary>Whose namespace it is.</summary>
    public SocketIOServer Server { get; }

    /// <summary>The rooms.</summary>
    public Adapter Adapter { get; }

    /// <summary>The sockets that are connected at this moment.</summary>
    public IEnumerable<Socket> Sockets => PresentSockets.Where(static s => s.Connected);

    /// <summary>How many sockets are connected at this moment; counts them.</summary>
    public int Count => Sockets.Count();

    /// <inheritdoc cref="BroadcastOperator.Volatile"/>
    public BroadcastOperator Volatile => All.Volatile;

    /// <inheritdoc cref="BroadcastOperator.Local"/>
    public BroadcastOperator Local => All.Local;

    internal NamespaceHandlers Handlers { get; }

    /// <summary>Connected sockets, and those whose clients may still come back to them.</summary>
    internal IEnumerable<Socket> PresentSockets => _sockets.Select(static pair => pair.Value);

    internal bool IsEmpty => _sockets.IsEmpty;

    private protected override SocketIOServer Owner => Server;

    private protected override string NamespaceName => Name;

    private BroadcastOperator All => new(this, BroadcastTarget.All);

    /// <summary>
    /// Adds a check on clients that want to join: null lets them on to the next one. The socket is not connected yet: what is
    /// emitted to it then goes nowhere. Add checks before the server starts.
    /// </summary>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Handlers.Use(middleware);

    /// <summary>
    /// Adds a handler for new sockets. It runs right after the client was told that it is connected and before any of the socket's
    /// events is dispatched, so set the socket's own handlers in it. It runs again for a socket that was recovered
    /// (<see cref="Socket.Recovered"/>), whose handlers are gone by then. Add handlers before the server starts.
    /// </summary>
    public void OnConnection(Func<Socket, ValueTask> handler) => Handlers.OnConnection(handler);

    /// <inheritdoc cref="BroadcastOperator.To"/>
    public BroadcastOperator To(params ReadOnlySpan<string> rooms) => All.To(rooms);

    /// <inheritdoc cref="BroadcastOperator.Except"/>
    public BroadcastOperator Except(params ReadOnlySpan<string> rooms) => All.Except(rooms);

    /// <inheritdoc cref="BroadcastOperator.FetchSockets"/>
    public IReadOnlyList<Socket> FetchSockets() => All.FetchSockets();

    /// <inheritdoc cref="BroadcastOperator.DisconnectSockets"/>
    public void DisconnectSockets(bool close = false) => All.DisconnectSockets(close);

    /// <inheritdoc/>
    public override ValueTask EmitAsync(EncodedPacket packet) => All.EmitAsync(packet);

    /// <inheritdoc cref="BroadcastOperator.EmitWithAckAsync{T, TAnswer}(string, T, TimeSpan?, CancellationToken)"/>
    public Task<Answers<TAnswer>> EmitWithAckAsync<T, TAnswer>(
        string name, T argument, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
        All.EmitWithAckAsync<T, TAnswer>(name, argument, timeout, cancellation);

    /// <summary>The socket of that id, connected or waiting for its client to come back.</summary>
    public bool TryGetSocket(string id, [NotNullWhen(true)] out Socket? socket) => _sockets.TryGetValue(id, out socket);

    internal long NextAckId() => Interlocked.Increment(ref _lastAckId);

    internal void Add(Socket socket) => _sockets[socket.Id] = socket;

    internal void Remove(Socket socket)
    {
        if (_sockets.TryRemove(KeyValuePair.Create(socket.Id, socket)))
            Server.Namespaces.OnLeft(this);
    }
}
