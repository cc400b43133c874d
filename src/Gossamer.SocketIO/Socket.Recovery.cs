using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO;

/// <content>A socket that outlives its connection.</content>
public sealed partial class Socket
{
    private string? _pid;
    private RecoveryLog? _log;
    private bool _waiting;

    /// <summary>The id by which the client comes back, a secret between it and the server; null: it cannot.</summary>
    internal string? Pid => _pid;

    /// <summary>Recovery is on, and the client can do it.</summary>
    internal void MakeRecoverable()
    {
        _pid = SessionId.New();
        _server.Recoverable!.Register(_pid, this);
    }

    /// <summary>The client is back on another connection while this one was believed alive.</summary>
    internal void Supersede() => _client?.Close(CloseReason.TransportClose);

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
            client.TrySend(ConnectReply.Accept(EngineProtocol.V4, Namespace.Name, Id, _pid));
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
            if (!_waiting)
                return;
            _waiting = false;
            _log = null;
        }

        Leave();
    }

    private bool TryWait(DisconnectReason reason) =>
        _pid is not null && _log is not null && reason.IsRecoverable && _server.Recoverable!.TryWait(_pid, this);

    /// <summary>Logged and sent under the socket's lock, so that what a client is sent again and what is new keep their order.</summary>
    private bool SendRecoverable(EncodedPacket packet)
    {
        Client? client;
        SendResult result;
        lock (_gate)
        {
            if (!_welcomed || (_reason is not null && !_waiting))
                return false;
            if (_pid is not null)
                (_log ??= new RecoveryLog(_server.Options.Recovery!, _server.Time)).Add(packet);
            client = _client;
            if (client is null)
                return true;
            result = client.TrySend(packet);
        }

        return client.CloseIfFull(result) == SendResult.Sent;
    }
}
