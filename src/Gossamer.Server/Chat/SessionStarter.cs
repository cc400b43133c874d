using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Chat;

/// <summary>
/// Begins the mesh session of a connection that has said who it is: anew, or where its client was, by the offset or the id of the last
/// message that it brought.
/// </summary>
internal sealed class SessionStarter(IChatMesh mesh, ChatCounters counters)
{
    /// <summary>The session's outlet, which says when it is live.</summary>
    public SocketOutlet Begin(IConnection connection, Identify identify)
    {
        var client = ClientOf(connection, identify);
        var outlet = OutletFor(connection, identify.User, client);
        var offset = mesh.KeepsSessions ? identify.Offset ?? connection.TakeUnrecoveredOffset() : null;
        var session = offset is null
            ? mesh.BeginSession(identify.User, outlet, client)
            : mesh.ResumeSession(identify.User, outlet, client, offset);
        return Attach(connection, outlet, session);
    }

    /// <summary>The same for a client that named the last message that it saw.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="identify">Who the client is.</param>
    /// <param name="located">The session that has that message; null when there is none.</param>
    public SocketOutlet BeginAt(IConnection connection, Identify identify, LocatedSession? located)
    {
        var client = ClientOf(connection, identify) with
        {
            FormerKey = located is { Key.Length: > 0 } ? located.Key : null,
            LastSeen = located is null ? null : identify.LastSeen,
            IsUncertain = located is not { IsCertain: true },
        };
        var outlet = OutletFor(connection, identify.User, client);
        return Attach(connection, outlet, mesh.ResumeSession(identify.User, outlet, client, located?.Offset ?? ""));
    }

    private static SocketOutlet Attach(IConnection connection, SocketOutlet outlet, MeshSession session)
    {
        outlet.Session = session;
        outlet.Attach(connection);
        return outlet;
    }

    private static ClientIdentity ClientOf(IConnection connection, Identify identify) =>
        connection.PrivateSessionId is { } key ? ClientIdentity.Keyed(key)
        : identify.HasSince ? ClientIdentity.ByOffset
        : ClientIdentity.None;

    private SocketOutlet OutletFor(IConnection connection, UserName user, ClientIdentity client)
    {
        var canReturn = mesh.KeepsSessions && client != ClientIdentity.None;
        return new(user, counters, mesh.ProbeTimeout) { TellsOffset = canReturn, CanReturn = canReturn };
    }
}
