using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Recovery;

namespace Gossamer.Server.Chat;

/// <summary>
/// Begins the mesh session of a connection that has said who it is: anew, or where its client was, by the offset or the id of the last
/// message that it brought, if that is to be believed.
/// </summary>
internal sealed class SessionStarter(IChatMesh mesh, ChatCounters counters, ReturnGuard guard, ClosedRooms closed, TimeProvider time)
{
    /// <summary>Where the client comes back to. Done at once, unless other servers are asked.</summary>
    public async ValueTask<ReturnPoint> FindAsync(IConnection connection, Identify identify)
    {
        if (!mesh.KeepsSessions)
            return default;
        if (identify.LastSeen is { } lastSeen)
            return await FindByMessageAsync(identify, lastSeen);
        if ((identify.Offset ?? connection.TakeUnrecoveredOffset()) is not { } offset)
            return default;
        var admitted = await guard.AdmitAsync(identify.User, offset) ?? "";
        return new(admitted) { Rooms = await RoomsOfAsync(identify.User, admitted) };
    }

    /// <summary>The rooms of the session that an offset bears the key of; of none, if no server knows it any more.</summary>
    private async ValueTask<IReadOnlyList<RoomName>> RoomsOfAsync(UserName user, string offset) =>
        MeshNode.KeyOf(user, offset) is { } key && await mesh.LocateAsync(key) is { } located && located.User == user ? located.Rooms : [];

    /// <summary>The session's outlet, which says when it is live.</summary>
    public SocketOutlet Begin(IConnection connection, Identify identify, ReturnPoint point)
    {
        var client = ClientOf(connection, identify, point.Located);
        if (closed.OpenOf(point.Located?.Rooms ?? point.Rooms) is { Count: > 0 } rooms)
            client = client with { Rooms = rooms };
        var outlet = OutletFor(identify, client);
        outlet.Session = point.Offset is { } offset
            ? mesh.ResumeSession(identify.User, outlet, client, offset)
            : mesh.BeginSession(identify.User, outlet, client);
        outlet.FlushTo(connection);
        return outlet;
    }

    /// <summary>
    /// Whoever may be that user may come back by a message's id. Where names are as given anybody can know one, so the client shows by an
    /// offset that it got that the session which has the message is its own.
    /// </summary>
    private async ValueTask<ReturnPoint> FindByMessageAsync(Identify identify, MessageId lastSeen)
    {
        string? key = null;
        if (guard.DemandsTags && (key = await KeyOfAsync(identify)) is null)
            return ReturnPoint.Unknown;
        return await mesh.LocateAsync(identify.User, lastSeen) is { } located && (key is null || located.Key == key)
            ? new(located.Offset) { Located = located }
            : ReturnPoint.Unknown;
    }

    private async ValueTask<string?> KeyOfAsync(Identify identify) =>
        identify.Secret is { } secret && await guard.AdmitAsync(identify.User, secret) is { } offset
            ? MeshNode.KeyOf(identify.User, offset)
            : null;

    private static ClientIdentity ClientOf(IConnection connection, Identify identify, LocatedSession? located)
    {
        var client = connection.PrivateSessionId is { } key ? ClientIdentity.Keyed(key)
            : identify.HasSince ? ClientIdentity.ByOffset
            : ClientIdentity.None;
        return located is null ? client : client with
        {
            FormerKey = located.Key.Length > 0 ? located.Key : null,
            LastSeen = identify.LastSeen,
            IsUncertain = !located.IsCertain,
        };
    }

    private SocketOutlet OutletFor(Identify identify, ClientIdentity client)
    {
        var canReturn = mesh.KeepsSessions && client != ClientIdentity.None;
        return new(identify.User, counters, mesh.ProbeTimeout, time)
        {
            TellsOffset = canReturn,
            CanReturn = canReturn,
            Tag = canReturn ? guard.TagFor(identify.User) : null,
            Features = identify.Features,
        };
    }
}
