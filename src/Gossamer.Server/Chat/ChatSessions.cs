using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Identity;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Recovery;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>Begins the chat's session of each socket; it ends with the socket's connection.</summary>
internal sealed class ChatSessions(
    EventLimits limits, IChatMesh mesh, SessionStarter starter, PresenceModes presence, WatchPublisher watches, DevicePublisher devices,
    MemberPublisher members, RoomSeats seats, ClosedRooms closed, FileReceivers receivers,
    IdentityOptions identity, Revocations revocations, ConnectionLimit limit, ConnectionShares shares, ChatOptions options,
    TimeProvider time, ILogger<ChatSession> logger)
{
    private readonly ConcurrentDictionary<ChatSession, byte> _sessions = new();

    /// <summary>How many there are.</summary>
    public int Count => _sessions.Count;

    /// <summary>Those that there are while it goes through them: what comes or ends meanwhile may be among them or not.</summary>
    public IEnumerable<ChatSession> All => _sessions.Select(static entry => entry.Key);

    public ChatSession Begin(Socket socket)
    {
        var connection = new SocketConnection(socket);
        var client = AdmittedClient.Of(socket);
        var recovered = client?.Recovered;
        var access = new ConnectionAccess(client?.Identity ?? ConnectionIdentity.Nobody, connection, identity, time);
        var session = new ChatSession(
            connection, limits.Begin(connection.Address), access, mesh, starter, presence, devices, members, seats, closed,
            receivers, limit, shares, options, time, logger);
        _sessions.TryAdd(session, 0);
        if (recovered is not null)
            session.Continue(recovered, watches);
        else
            logger.Connected(connection.Id);
        socket.Data = null; // the session has it
        session.LeaveClosed();
        access.Start();
        EndIfRevoked(session);
        if (recovered is null)
            session.Begin(identity.IdentifyGrace);
        return session;
    }

    /// <summary>
    /// Once it is where revocations find it, or has a new token: they may have come between the check of that token and now.
    /// </summary>
    public void EndIfRevoked(ChatSession session)
    {
        if (revocations.Covers(session.Access.Identity))
            session.Revoke();
    }

    public void End(ChatSession session, string reason, bool mayReturn)
    {
        _sessions.TryRemove(session, out _);
        session.End(reason, mayReturn);
    }

    /// <summary>Nobody is in the room any more, be its client here or away.</summary>
    public void Close(RoomName room)
    {
        foreach (var (session, _) in _sessions)
            session.OnClosed(room);
        mesh.CloseHere(room);
    }

    /// <summary>Ends the connections that a revocation is about.</summary>
    /// <returns>How many there were.</returns>
    public int End(Revocation revocation) => _sessions.Count(entry => entry.Key.EndIfCovered(revocation));
}
