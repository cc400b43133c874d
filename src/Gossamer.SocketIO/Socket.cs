using System.Runtime.CompilerServices;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>
/// One client in one namespace. Events are dispatched in order, one at a time; members may be called from any thread.
/// <code>
/// Joining --checks passed--> Connected --End--> Ended
///                                |  ^              (recovery on, and the client only lost its connection)
///                                v  |
///                              Waiting --window over--> Ended          (or it goes to another server: Socket.Moving.cs)
/// </code>
/// </summary>
public sealed partial class Socket : Emitter
{
    private readonly Lock _gate = new();
    private readonly SocketIOServer _server;
    private Client? _client;
    private Func<DisconnectReason, ValueTask>? _onDisconnect;
    private CancellationTokenSource? _disconnected;
    private DisconnectReason? _reason;
    private bool _welcomed;

    internal Socket(string id, Namespace ns, Client client, ConnectPayload auth, IQueryCollection query)
        : this(id, ns)
    {
        Introduce(client.Handshake, auth, query);
        _client = client;
    }

    /// <summary>A socket whose client is not here yet; see <see cref="Restore"/>.</summary>
    internal Socket(string id, Namespace ns)
    {
        Id = id;
        Namespace = ns;
        Handshake = Handshake.None;
        Query = QueryCollection.Empty;
        _server = ns.Server;
    }

    /// <summary>The socket's id: what the client knows as <c>socket.id</c>.</summary>
    public string Id { get; }

    /// <summary>The namespace that the client has joined with this socket.</summary>
    public Namespace Namespace { get; }

    /// <summary>What is known from the request that opened the connection.</summary>
    public Handshake Handshake { get; private set; }

    /// <summary>What the client gave with its CONNECT.</summary>
    public ConnectPayload Auth { get; private set; }

    /// <summary>The connection's query; of an old client's further namespace, that namespace's own query first.</summary>
    public IQueryCollection Query { get; private set; }

    /// <summary>Whether the client was connected, lost its connection, and has missed nothing.</summary>
    public bool Recovered { get; private set; }

    /// <summary>Whether the client is there.</summary>
    public bool Connected =>
        System.Threading.Volatile.Read(ref _reason) is null && System.Threading.Volatile.Read(ref _client) is not null && _welcomed;

    /// <summary>
    /// How many bytes wait in the outbox of the client's connection, all namespaces together; 0 while the client is away. What grows
    /// tells of a client that takes more slowly than it is sent to: state that supersedes itself is better held back from it.
    /// <see cref="SocketIOOptions.OutboxBytes"/> is the bound.
    /// </summary>
    public long WaitingBytes => System.Threading.Volatile.Read(ref _client)?.WaitingBytes ?? 0;

    /// <summary>The application's own data of this socket; kept when the socket is recovered.</summary>
    public object? Data { get; set; }

    /// <summary>Cancelled when the socket is disconnected.</summary>
    public CancellationToken Disconnected
    {
        get
        {
            lock (_gate)
            {
                if (_reason is not null)
                    return new CancellationToken(canceled: true);
                return (_disconnected ??= new CancellationTokenSource()).Token;
            }
        }
    }

    /// <summary>Connected, or its client may still come back.</summary>
    internal bool IsPresent => System.Threading.Volatile.Read(ref _reason) is null || System.Threading.Volatile.Read(ref _waiting);

    private protected override SocketIOServer Owner => _server;

    private protected override string NamespaceName => Namespace.Name;

    /// <summary>
    /// Adds a handler for the socket's end (or its client's loss, when it may be recovered); called once, at once if the socket has
    /// ended already. Up to the handler's first wait <see cref="Rooms"/> still tells where the socket was. Must not block. What it
    /// throws is logged.
    /// </summary>
    [OverloadResolutionPriority(1)] // for lambdas that are async, which would do for a Task as well
    public void OnDisconnect(Func<DisconnectReason, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            if (_reason is null)
            {
                _onDisconnect += handler;
                return;
            }
        }

        _server.RunDisconnectHandlers(this, handler, _reason);
    }

    /// <inheritdoc cref="OnDisconnect(Func{DisconnectReason, ValueTask})"/>
    public void OnDisconnect(Func<DisconnectReason, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnDisconnect(reason => new ValueTask(handler(reason)));
    }

    /// <inheritdoc cref="OnDisconnect(Func{DisconnectReason, ValueTask})"/>
    public void OnDisconnect(Action<DisconnectReason> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnDisconnect(reason =>
        {
            handler(reason);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>
    /// Ends the socket; what was sent before still reaches the client, which learns "io server disconnect" and does not come back by
    /// itself. Does nothing when the socket has ended.
    /// </summary>
    /// <param name="close">
    /// False: the client leaves this namespace only. True: it leaves all its namespaces, and its connection is closed.
    /// </param>
    public void Disconnect(bool close = false)
    {
        if (_client is not { } client || !Connected)
            return;
        if (close)
        {
            client.Disconnect();
            return;
        }

        client.Send(new EngineFrame(PacketWriter.Frame(PacketType.Disconnect, Namespace.Name)));
        End(DisconnectReason.ServerNamespaceDisconnect);
    }

    /// <summary>The client is told that it is connected; from here on it can be sent to.</summary>
    /// <returns>False when the socket has ended meanwhile.</returns>
    internal bool TryWelcome(EngineFrame reply)
    {
        Client? client;
        SendResult result;
        lock (_gate)
        {
            client = _client;
            if (client is null)
                return false;
            result = client.TrySend(reply);
            _welcomed = true;
        }

        client.CloseIfFull(result);
        return true;
    }

    /// <summary>The one way to end a socket's connection; only the first reason counts.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="connection">The connection that has ended; the socket goes on when it has another one by now. Null: whichever it
    /// has.</param>
    internal void End(DisconnectReason reason, Client? connection = null)
    {
        Func<DisconnectReason, ValueTask>? handlers;
        CancellationTokenSource? disconnected;
        Client? client;
        bool waits; // the client may be back before this is over
        lock (_gate)
        {
            if (_reason is not null || (connection is not null && _client != connection))
                return;
            System.Threading.Volatile.Write(ref _reason, reason);
            (handlers, _onDisconnect) = (_onDisconnect, null);
            (disconnected, _disconnected) = (_disconnected, null);
            (client, _client) = (_client, null);
            _waiting = waits = _welcomed && TryWait(reason);
        }

        client?.Remove(this);
        _pending?.End();
        _server.RunDisconnectHandlers(this, handlers, reason);
        if (disconnected is not null)
            _ = _server.CancelAsync(this, disconnected);
        if (waits)
            return;
        Leave();
        Expire();
    }

    private void Leave()
    {
        if (_privateSessionId is not null)
            _server.Recoverable!.Unregister(_privateSessionId, this);
        Namespace.Adapter.LeaveAll(this);
        Namespace.Remove(this);
    }
}
