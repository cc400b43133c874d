using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <content>A socket that outlives its connection.</content>
public sealed partial class Socket
{
    private long _connectNumber;
    private bool _outlivesConnection; // the library keeps it, and what is sent to it, while its client is away
    private RecoveryLog? _log;
    private Action? _onExpired;

    /// <summary>
    /// The id by which the client comes back, a secret between it and the servers; null: it cannot, since recovery is off, or the
    /// client's protocol has none.
    /// </summary>
    public string? PrivateSessionId { get; private set; }

    /// <summary>
    /// The offset that the client brought in vain: it says to have been connected, and <see cref="IConnectionRecovery"/> did not
    /// recover it. As the client gave it, at most 4,096 UTF-16 units, else not checked. Null when it brought none or a longer one, was
    /// recovered, or recovery in this namespace is not the application's.
    /// </summary>
    public string? UnrecoveredOffset { get; private set; }

    /// <summary>Whether the client has lost its connection and may come back.</summary>
    public bool IsAwaitingReconnect => _state == State.Waiting;

    /// <summary>
    /// Adds a handler for the socket's end for good: with its connection, or when its client did not come back in time. Called once;
    /// at once if that is over already; also when the client is recovered at another server, by a socket there. Stays when this socket is
    /// recovered. Must not block.
    /// </summary>
    public void OnExpired(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            if (_state != State.Ended)
            {
                _onExpired += handler;
                return;
            }
        }

        _server.RunGuarded(this, handler);
    }

    /// <summary>Recovery is on, and the client can do it.</summary>
    internal void MakeRecoverable()
    {
        (PrivateSessionId, _outlivesConnection) = (SessionId.New(), true);
        _server.Recoverable!.Register(PrivateSessionId, this);
    }

    /// <summary>The application recovers the clients of this namespace: it has been asked for this one, if it was to be.</summary>
    internal void Begin(RecoveryOutcome outcome)
    {
        (_connectNumber, PrivateSessionId) = (outcome.ConnectNumber, outcome.PrivateSessionId);
        UnrecoveredOffset = outcome.UnrecoveredOffset;
        if (outcome.Connection is { } connection)
            (Recovered, Data) = (true, connection.Data);
    }

    /// <summary>Both are the same client's, and its CONNECT for this one came later.</summary>
    internal bool IsNewerThan(Socket other) => _connectNumber > other._connectNumber;

    /// <summary>The client is back on another connection while this one was believed alive.</summary>
    internal void Supersede()
    {
        if (_client is not { } client)
            return;
        client.Close(CloseReason.TransportClose);
        End(client.ClosedBy, client); // it may have been closed before, and nobody told yet
    }

    /// <summary>Somebody says to be this socket's client, and gives this to show it.</summary>
    internal void Introduce(Handshake handshake, ConnectPayload auth, IQueryCollection query)
    {
        _server.Memory.Add(auth.Size - Auth.Size);
        (Handshake, Auth, Query, _user) = (handshake, auth, query, null);
    }

    /// <summary>
    /// The client is back: the socket goes on with a new connection, if it knows where the client was. What the client missed goes before
    /// the answer to its CONNECT, as from Socket.IO's own server: when the client tells that it is connected it has had all of it.
    /// </summary>
    /// <param name="client">The connection.</param>
    /// <param name="offset">Of the last event that the client has had; null: it has had none.</param>
    /// <returns>False when what the client missed is no longer known.</returns>
    internal bool TryResume(Client client, string? offset)
    {
        var result = SendResult.Sent;
        lock (_gate)
        {
            if (MissedAfter(offset) is not { } missed)
                return false;
            (_handlers, _middleware) = (EventHandlers.None, []); // the pump stays: a handler of the last connection may still run
            Recovered = true;
            foreach (var packet in missed)
            {
                if (result == SendResult.Sent)
                    result = client.TrySend(packet);
            }

            if (result == SendResult.Sent)
                result = client.TrySend(ConnectReply.Accept(EngineProtocol.V4, Namespace.Encoder, Id, PrivateSessionId));
            (_client, _state) = (client, State.Connected);
        }

        client.CloseIfFull(result);
        return true;
    }

    /// <summary>The client did not come back in time.</summary>
    internal void GiveUp()
    {
        lock (_gate)
        {
            if (_state != State.Waiting)
                return;
            _state = State.Ended;
        }

        Leave();
        Expire();
    }

    private EncodedPacket[]? MissedAfter(string? offset) => _log is null && offset is null ? [] : _log?.After(offset);

    private bool TryWait(DisconnectReason reason) =>
        _outlivesConnection && reason.IsRecoverable && reason != DisconnectReason.MemoryExhausted
        && _server.Recoverable!.TryWait(this);

    /// <summary>Lets go of what is too old to be missed. Not while the client is away: it may have missed all of it.</summary>
    internal void TrimLog()
    {
        lock (_gate)
        {
            ForgetKnown();
            if (_state != State.Waiting)
                _log?.Trim();
        }
    }

    private RecoveryLog Log() =>
        _log ??= new RecoveryLog(_server.Options.Recovery!, _server.Recoverable!.MaxAge, _server.Time, _server.Memory);

    private void Expire()
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Interlocked.Exchange(ref _onExpired, null)))
            _server.RunGuarded(this, handler);
    }

    /// <summary>Logged and sent under the socket's lock, so that what a client is sent again and what is new keep their order.</summary>
    private bool SendRecoverable(EncodedPacket packet)
    {
        Client? client;
        SendResult result;
        lock (_gate)
        {
            if (_state == State.Ended || (_state == State.Joining && !_isReturning))
                return false;
            if (_known is not null && IsKnown(packet))
                return true;
            if (_outlivesConnection)
                Log().Add(packet);
            client = _state == State.Joining ? null : _client;
            if (client is null)
                return true;
            result = client.TrySend(packet);
        }

        // What is logged reaches a client that lost its connection just now, or does so by this, when it comes back.
        return client.CloseIfFull(result) == SendResult.Sent || (_outlivesConnection && client.HasLostConnection);
    }
}
