using System.Runtime.CompilerServices;
using System.Security.Claims;
using Gossamer.SocketIO.Acks;
using Gossamer.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <summary>
/// One client in one namespace. Events are dispatched in order, one at a time; members may be called from any thread.
/// <code>
/// Joining --checks passed--> Connected --End--> Ended
///                                |  ^              (recovery on, and the client only lost its connection)
///                                v  |
///                              Waiting --window over--> Ended
/// </code>
/// Where the application recovers the clients (<see cref="IConnectionRecovery"/>) none is ever Waiting.
/// </summary>
public sealed partial class Socket : Emitter
{
    private readonly Lock _gate = new();
    private readonly SocketIOServer _server;
    private volatile State _state; // changes under the lock only, as the next
    private volatile Client? _client; // while Joining or Connected
    private readonly bool _hasSecretId;
    private Func<DisconnectReason, ValueTask>? _onDisconnect;
    private CancellationTokenSource? _disconnected;
    private ClaimsPrincipal? _user;
    private DisconnectReason? _reason; // of the last connection's end

    internal Socket(string id, Namespace ns, Client client, ConnectPayload auth, IQueryCollection query)
    {
        (Id, Namespace, _server, _client) = (id, ns, ns.Server, client);
        (Handshake, Auth, Query) = (client.Handshake, auth, query);
        _hasSecretId = client.IsOfOldProtocol;
        _server.Memory.Add(auth.Size);
    }

    private enum State
    {
        Joining,
        Connected,
        Waiting,
        Ended,
    }

    /// <summary>The socket's id: what the client knows as <c>socket.id</c>.</summary>
    public string Id { get; private set; }

    /// <summary>The namespace that the client has joined with this socket.</summary>
    public Namespace Namespace { get; }

    /// <summary>What is known from the request that opened the connection.</summary>
    public Handshake Handshake { get; private set; }

    /// <summary>What the client gave with its CONNECT.</summary>
    public ConnectPayload Auth { get; private set; }

    /// <summary>The connection's query; of an old client's further namespace, that namespace's own query first.</summary>
    public IQueryCollection Query { get; private set; }

    /// <summary>
    /// Whether the client was connected, lost its connection, and has missed nothing. Where <see cref="IConnectionRecovery"/> recovers
    /// it: whether that did; the application then sends what was missed.
    /// </summary>
    public bool Recovered { get; private set; }

    /// <summary>Whether the client is there.</summary>
    public bool Connected => _state == State.Connected;

    /// <summary>
    /// The application's own data of this socket; kept when the socket is recovered: as a <see cref="System.Text.Json.JsonElement"/> when
    /// that is by another server of the adapter's.
    /// </summary>
    public object? Data { get; set; }

    /// <summary>
    /// Who the client is: <see cref="Handshake.User"/>, unless a check of the namespace has set another one, by what the client gave as
    /// <see cref="Auth"/>, say. A check has to set it again when the socket is recovered.
    /// </summary>
    public ClaimsPrincipal User
    {
        get => _user ?? Handshake.User;
        set => _user = value;
    }

    /// <summary>Cancelled when the socket is disconnected.</summary>
    public CancellationToken Disconnected
    {
        get
        {
            lock (_gate)
            {
                return _client is null
                    ? new CancellationToken(canceled: true)
                    : (_disconnected ??= new CancellationTokenSource()).Token;
            }
        }
    }

    /// <summary>What its hub keeps of it, if its namespace is one's.</summary>
    internal Hubs.HubCallerContext? Hub { get; set; }

    /// <summary>What the log calls it: its id, unless that is its session's, with which anybody could speak as the client.</summary>
    internal string LogName => _hasSecretId ? SessionId.Derive(Id) : Id;

    /// <summary>What is kept for it beside its connection, in bytes.</summary>
    internal long HeldBytes
    {
        get
        {
            lock (_gate)
                return Auth.Size + (_pump?.WaitingBytes ?? 0) + (_log?.HeldBytes ?? 0) + (_client is null ? Handshake.Size : 0);
        }
    }

    /// <summary>Its checks are not over: it gets no events yet.</summary>
    internal bool IsJoining => _state == State.Joining;

    /// <summary>Connected, or its client may still come back.</summary>
    internal bool IsPresent => _state != State.Ended;

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
        DisconnectReason reason;
        lock (_gate)
        {
            if (_client is not null)
            {
                _onDisconnect += handler;
                return;
            }

            reason = _reason!;
        }

        _server.RunDisconnectHandlers(this, handler, reason);
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

        client.Send(Namespace.Encoder.Frame(PacketType.Disconnect));
        End(DisconnectReason.ServerNamespaceDisconnect);
    }

    /// <summary>The client is told that it is connected; from here on it can be sent to.</summary>
    /// <returns>False when the socket has ended meanwhile.</returns>
    internal bool TryWelcome(EngineFrame reply)
    {
        Client client;
        SendResult result;
        lock (_gate)
        {
            if (_client is null)
                return false;
            client = _client;
            result = client.TrySend(reply);
            _state = State.Connected;
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
        PendingAcks? pending;
        Client client;
        bool waits; // the client may be back before this is over
        lock (_gate)
        {
            if (_client is null || (connection is not null && _client != connection))
                return;
            _reason = reason;
            (handlers, _onDisconnect) = (_onDisconnect, null);
            (disconnected, _disconnected) = (_disconnected, null);
            (pending, _pending) = (_pending, null);
            waits = _state == State.Connected && TryWait(reason);
            _state = waits ? State.Waiting : State.Ended;
            (client, _client) = (_client, null);
        }

        client.Remove(this);
        pending?.End();
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
        lock (_gate)
        {
            _log?.Clear();
            _log = null;
        }

        _server.Memory.Add(-Auth.Size);
        if (_outlivesConnection)
            _server.Recoverable!.Unregister(PrivateSessionId!, this);
        Namespace.Adapter.LeaveAll(this);
        Namespace.Remove(this);
    }
}
