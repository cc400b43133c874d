using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <content>A socket that outlives its connection.</content>
public sealed partial class Socket
{
    private string? _privateSessionId;
    private RecoveryLog? _log;
    private Action? _onExpired;
    private bool _waiting;
    private long _disconnectedSince;
    private bool _expired;

    /// <summary>
    /// The id by which the client comes back, a secret between it and the servers; null: it cannot, since recovery is off, or the
    /// client's protocol has none and <see cref="EnableRecovery"/> was not called.
    /// </summary>
    public string? PrivateSessionId => _privateSessionId;

    /// <summary>Whether the client has lost its connection and may come back.</summary>
    public bool IsAwaitingReconnect => System.Threading.Volatile.Read(ref _waiting);

    /// <summary>For how long the client has been away; zero when it is not.</summary>
    public TimeSpan DisconnectedFor
    {
        get
        {
            lock (_gate)
                return _waiting ? _server.Time.GetElapsedTime(_disconnectedSince) : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Adds a handler for the socket's end for good: with its connection, or when its client did not come back in time. Called once;
    /// at once if that is over already. Stays when the socket is recovered. Not called for a socket that was given away. Must not block.
    /// </summary>
    public void OnExpired(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            if (!_expired)
            {
                _onExpired += handler;
                return;
            }
        }

        _server.RunExpiredHandler(this, handler);
    }

    /// <summary>
    /// Lets the socket outlive its connection like those of clients that recover by themselves, although this client's protocol has no
    /// such thing: for applications that know a client again by other means, and send it what it missed (<see cref="RecoveryLog"/>).
    /// Does nothing when recovery is off.
    /// </summary>
    public void EnableRecovery()
    {
        if (_server.Options.Recovery is null)
            return;
        lock (_gate)
        {
            if (_privateSessionId is null && _reason is null)
                MakeRecoverable();
        }
    }

    /// <summary>What was sent to this socket lately, as far as it is kept for its client's coming back, in order.</summary>
    public IReadOnlyList<EncodedPacket> RecoveryLog
    {
        get
        {
            lock (_gate)
                return _log is null ? [] : [.. _log.Packets];
        }
    }

    /// <summary>
    /// Adds an event to what is kept for the client's coming back, without sending it: the client has it. Does nothing when nothing is
    /// kept.
    /// </summary>
    public void AppendToRecoveryLog(EncodedPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        lock (_gate)
            if (_privateSessionId is not null && _welcomed && (_reason is null || _waiting))
                (_log ??= NewLog()).Add(packet);
    }

    /// <summary>Recovery is on, and the client can do it.</summary>
    internal void MakeRecoverable()
    {
        _privateSessionId = SessionId.New(_server.Tag);
        _server.Recoverable!.Register(_privateSessionId, this);
    }

    /// <summary>The client is back on another connection while this one was believed alive.</summary>
    internal void Supersede()
    {
        if (_client is not { } client)
            return;
        client.Close(CloseReason.TransportClose);
        End(client.ClosedBy, client); // it may have been closed before, and nobody told yet
    }

    /// <summary>Somebody says to be this socket's client, and gives this to show it.</summary>
    internal void Introduce(Handshake handshake, ConnectPayload auth, IQueryCollection query) =>
        (Handshake, Auth, Query) = (handshake, auth, query);

    /// <summary>The client is back: the socket goes on with a new connection, if it knows where the client was.</summary>
    /// <returns>False when what the client missed is no longer known.</returns>
    internal bool TryResume(Client client, string offset)
    {
        var result = SendResult.Sent;
        lock (_gate)
        {
            if (_log?.After(offset) is not { } missed)
                return false;
            (_reason, _waiting, _pending) = (null, false, null); // the pump stays: a handler of the last connection may still run
            (_handlers, _middleware) = (EventHandlers.None, []);
            (Recovered, _client) = (true, client);
            client.TrySend(ConnectReply.Accept(EngineProtocol.V4, Namespace.Name, Id, _privateSessionId));
            foreach (var packet in missed)
            {
                if (result == SendResult.Sent)
                    result = client.TrySend(packet);
            }
        }

        client.CloseIfFull(result);
        return true;
    }

    /// <summary>The client did not come back in time.</summary>
    internal void GiveUp()
    {
        lock (_gate)
        {
            if (!_waiting || _rest is not null)
                return;
            _waiting = false;
            _log = null;
        }

        Leave();
        Expire();
    }

    private bool TryWait(DisconnectReason reason) =>
        _privateSessionId is not null && _log is not null && reason.IsRecoverable
        && _server.Recoverable!.TryWait(_privateSessionId, this, _disconnectedSince = _server.Time.GetTimestamp());

    /// <summary>Lets go of what is too old to be missed. Not while the client is away: it may have missed all of it.</summary>
    internal void TrimLog()
    {
        lock (_gate)
            if (!_waiting)
                _log?.Trim();
    }

    private RecoveryLog NewLog() => new(_server.Options.Recovery!, _server.Recoverable!.MaxAge, _server.Time);

    private void Expire()
    {
        Action? handlers;
        lock (_gate)
        {
            _expired = true;
            (handlers, _onExpired) = (_onExpired, null);
        }

        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
            _server.RunExpiredHandler(this, handler);
    }

    /// <summary>Logged and sent under the socket's lock, so that what a client is sent again and what is new keep their order.</summary>
    private bool SendRecoverable(EncodedPacket packet)
    {
        Client? client;
        SendResult result;
        lock (_gate)
        {
            if (!_welcomed || (_reason is not null && !_waiting))
                return false;
            if (_privateSessionId is not null)
                (_log ??= NewLog()).Add(packet);
            if (_rest is { } rest)
                return rest(packet);
            client = _client;
            if (client is null)
                return true;
            result = client.TrySend(packet);
        }

        // What is logged reaches a client that lost its connection just now, or does so by this, when it comes back.
        return client.CloseIfFull(result) == SendResult.Sent || (_privateSessionId is not null && client.HasLostConnection);
    }
}
