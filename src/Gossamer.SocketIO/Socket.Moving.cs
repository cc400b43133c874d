using System.Diagnostics.CodeAnalysis;

namespace Gossamer.SocketIO;

/// <content>
/// A socket that goes to another server:
/// <code>
/// Waiting --TryGiveAway--> Given away --Release--> Ended
///    ^                         |
///    +--------TakeBack---------+
/// </code>
/// </content>
public sealed partial class Socket
{
    private Func<EncodedPacket, bool>? _rest;

    /// <summary>
    /// Gives the socket to another server, which is to <see cref="SocketIOServer.Adopt"/> it; a connection that it still has is closed.
    /// It stays in its rooms until <see cref="Release"/>, so that nothing is lost meanwhile: what is sent to it goes to
    /// <paramref name="rest"/>, in order, behind what <paramref name="session"/> holds.
    /// </summary>
    /// <param name="rest">
    /// Takes a packet that was sent to the socket, and says whether that counts as sent. Called under the socket's lock: it must not
    /// wait, nor call the socket.
    /// </param>
    /// <param name="session">What the other server needs.</param>
    /// <returns>False when the socket has ended, was given away already, or cannot outlive its connection.</returns>
    public bool TryGiveAway(Func<EncodedPacket, bool> rest, [NotNullWhen(true)] out RecoverableSession? session)
    {
        ArgumentNullException.ThrowIfNull(rest);
        session = null;
        // The id may be another socket's by now: that one goes on.
        if (_privateSessionId is not { } pid || !_server.Recoverable!.TryGet(pid, out var known) || known != this
            || !_server.Recoverable.TryTake(pid, Namespace.Name, out var taken) || taken != this)
            return false;
        lock (_gate)
        {
            if (!_waiting || _log is not { } log)
                return false;
            _rest = rest;
            session = new RecoverableSession
            {
                Pid = pid, Id = Id, Namespace = Namespace.Name, Rooms = Rooms, Before = log.Before, Packets = [.. log.Packets],
                AwayFor = _server.Time.GetElapsedTime(_disconnectedSince),
            };
        }

        _server.Recoverable.Unregister(pid, this);
        return true;
    }

    /// <summary>Ends a socket that was given away. <see cref="OnExpired"/> is not told: the socket lives elsewhere.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_rest is null)
                return;
            (_rest, _waiting, _log) = (null, false, null);
        }

        Leave();
    }

    /// <summary>
    /// The other server did not take the socket: it waits here again, with all that was sent to it meanwhile. When it cannot, since too
    /// many wait, or a server has given its session back here, it ends.
    /// </summary>
    public void TakeBack()
    {
        lock (_gate)
        {
            if (_rest is null)
                return;
            _rest = null;
        }

        if (_server.Recoverable!.TryRegister(_privateSessionId!, this))
            TryWaitForClient();
        else
            GiveUp();
    }

    /// <summary>A socket that another server gave away, before its client is back.</summary>
    internal void Restore(RecoverableSession session)
    {
        _log = NewLog();
        _log.Restore(session.Before, session.Packets);
        _disconnectedSince = _server.Time.GetTimestamp() - (long)(session.AwayFor.TotalSeconds * _server.Time.TimestampFrequency);
        (_welcomed, _waiting, _reason) = (true, true, DisconnectReason.TransportClose);
        _privateSessionId = session.Pid;
        // should the one that was given away be back by now, that one goes on, and this one cannot wait
        _server.Recoverable!.TryRegister(_privateSessionId, this);
    }

    /// <summary>Restored, and where its client and everybody else will find it.</summary>
    internal bool TryWaitForClient()
    {
        if (_server.Recoverable!.TryWait(_privateSessionId!, this, _disconnectedSince))
            return true;
        GiveUp();
        return false;
    }
}
