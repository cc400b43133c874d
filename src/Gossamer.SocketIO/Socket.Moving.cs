using System.Text.Json;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <content>A socket whose client was connected to another server: the session ends there and goes on here.</content>
public sealed partial class Socket
{
    /// <summary>For so long the same event may still be under way to one of the two servers.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(15);

    private bool _isReturning; // while Joining: what comes is held back in the log
    private HashSet<string>? _known; // offsets of what the client had, or was sent when it came; most sockets never need it
    private long _returnedAt;

    /// <summary>The new socket becomes the one that the client had: from here on it gets, and holds back, what that is sent.</summary>
    /// <returns>False when the socket has ended, or there is such a one already.</returns>
    internal bool TryAdopt(RemoteSession session)
    {
        lock (_gate)
            _isReturning = true;
        if (!TryRename(session.Socket.Id, session.PrivateSessionId))
            return false;
        (Recovered, Data) = (true, session.Socket.Data.ValueKind == JsonValueKind.Undefined ? null : session.Socket.Data);
        foreach (var room in session.Socket.Rooms.Where(static room => room.Length > 0))
            Namespace.Adapter.Join(this, room); // a user's too, which the hub takes it out of when it is another user by now
        return true;
    }

    /// <summary>The session could not be taken: this is a new client's socket again.</summary>
    internal void StartAnew()
    {
        Namespace.Adapter.LeaveAll(this);
        lock (_gate)
        {
            _isReturning = false;
            _log?.Clear();
            _log = null;
        }

        (Recovered, Data) = (false, null);
        TryRename(SessionId.New(), SessionId.New());
    }

    /// <summary>
    /// The client is let in, as by <see cref="TryResume"/>: with what it missed at the other server, then with what has come here meanwhile
    /// and was not among that.
    /// </summary>
    /// <returns>False when more has come than is kept: the socket has started anew. Or it has ended.</returns>
    internal bool TryWelcomeBack(Client client, MissedEvents missed, string? offset)
    {
        SendResult result;
        lock (_gate)
        {
            if (_client is null)
                return false;
            var held = _log is null ? [] : _log.After(null);
            result = held is null ? SendResult.Gone : SendMissed(client, [.. missed.Packets, .. held], missed.Known, offset);
            if (held is not null)
                (_isReturning, _state) = (false, State.Connected);
        }

        if (!Connected)
        {
            StartAnew();
            return false;
        }

        client.CloseIfFull(result);
        return true;
    }

    /// <summary>The client is back at another server.</summary>
    /// <returns>What it missed; null when that is no longer known. The socket has ended either way.</returns>
    internal MissedEvents? HandOver(string? offset)
    {
        MissedEvents? missed = null;
        lock (_gate)
        {
            if (_state != State.Waiting)
                return null;
            if (MissedAfter(offset) is { } packets)
                missed = new MissedEvents(packets, KnownUpTo(offset, packets));
            _state = State.Ended; // with the same lock: what comes from now on is not kept here, and not thought to be
        }

        Leave();
        Expire();
        return missed;
    }

    /// <summary>With what it brought along from a server before this one, unless that is too much: it moves again and again.</summary>
    private IReadOnlyList<string> KnownUpTo(string? offset, EncodedPacket[] missed)
    {
        var known = _log?.UpTo(offset, LongestWay) ?? [];
        ForgetKnown();
        return _known is null || known.Count + _known.Count > _server.Options.Recovery!.MaxPackets
            ? known
            : [.. known, .. _known.Except(missed.Select(static packet => packet.Offset!), StringComparer.Ordinal)];
    }

    private SendResult SendMissed(Client client, IEnumerable<EncodedPacket> packets, IEnumerable<string> known, string? offset)
    {
        var result = SendResult.Sent;
        (_known, _returnedAt) = (new(known, StringComparer.Ordinal), _server.Time.GetTimestamp());
        if (offset is not null)
            _known.Add(offset);
        Log().Begin(offset);
        foreach (var packet in packets)
        {
            if (packet.Offset is null || !_known.Add(packet.Offset))
                continue;
            Log().Add(packet);
            if (result == SendResult.Sent)
                result = client.TrySend(packet);
        }

        return result == SendResult.Sent
            ? client.TrySend(ConnectReply.Accept(EngineProtocol.V4, Namespace.Encoder, Id, PrivateSessionId))
            : result;
    }

    /// <summary>It came by way of the other server, and comes now by its own way.</summary>
    private bool IsKnown(EncodedPacket packet)
    {
        ForgetKnown();
        return _known?.Contains(packet.Offset!) == true;
    }

    private void ForgetKnown()
    {
        if (_known is not null && _server.Time.GetElapsedTime(_returnedAt) > LongestWay)
            _known = null;
    }

    /// <summary>First under the new id, then no more under the old one: it may get an event twice, and not none.</summary>
    private bool TryRename(string id, string privateSessionId)
    {
        var (oldId, oldPrivateId) = (Id, PrivateSessionId!);
        if (!Namespace.TryAddAs(id, this))
            return false;
        (Id, PrivateSessionId) = (id, privateSessionId);
        _server.Recoverable!.Register(privateSessionId, this);
        Namespace.RemoveAs(oldId, this);
        _server.Recoverable.Unregister(oldPrivateId, this);
        if (IsPresent)
            return true;
        _server.Recoverable.Unregister(privateSessionId, this); // it went meanwhile, and what takes it out may have been here already
        Namespace.Remove(this);
        return false;
    }
}
