using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.Server.Groups;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// Handles <c>join</c>, <c>leave</c> and <c>members</c>. The answer, if one is wanted, is
/// <code>[{"room":"tea","members":3}]</code> members: sessions in the room, at all servers.
/// </summary>
internal sealed class RoomMembership(
    IChatMesh mesh, ClosedRooms closed, RoomSeats seats, GroupOptions options, ILogger<RoomMembership> logger)
{
    /// <summary>Ends when all servers know, so that what any of them is sent from then on comes.</summary>
    public ValueTask JoinAsync(ChatSession session, ref Utf8JsonReader arguments, Reply reply)
    {
        if (Read(session, ref arguments, out var argument) is not { } refusal)
            return JoinAsync(session, argument.Room, reply);
        Refuse(session, "join", refusal, reply);
        return ValueTask.CompletedTask;
    }

    public void Leave(ChatSession session, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Read(session, ref arguments, out var argument);
        if (refusal is null && !session.LeaveRoom(argument.Room))
            refusal = NotIn(argument.Room);
        if (refusal is { } refused)
            Refuse(session, "leave", refused, reply);
        else
            Answer(argument.Room, reply);
    }

    public void Members(ChatSession session, ref Utf8JsonReader arguments, Reply reply)
    {
        var refusal = Read(session, ref arguments, out var argument);
        if (refusal is null && !session.WatchMembers(argument.Room, argument.Mode))
            refusal = NotIn(argument.Room);
        if (refusal is { } refused)
            Refuse(session, "members", refused, reply);
        else
            Answer(argument.Room, reply);
    }

    /// <summary>Sessions in the room, at all servers. Of each server no more than there may be: what others list is their word.</summary>
    public static int MembersOf(IChatMesh mesh, RoomName room, GroupOptions options)
    {
        var all = 0L;
        foreach (var location in mesh.LocationsOf(room))
            all += Math.Min(location.Connections, options.MaxMembershipsInAll);
        return (int)Math.Min(all, int.MaxValue);
    }

    public static Refusal NotIn(RoomName room) => new(RefusalCode.NotInRoom, $"this connection is not in {room.Value}: join it first");

    private static Refusal? Read(ChatSession session, ref Utf8JsonReader arguments, out RoomArgument argument)
    {
        argument = default;
        return session.TryIdentify() is null
            ? new Refusal(RefusalCode.NotIdentified, "identify before joining rooms")
            : RoomArgument.Read(ref arguments, out argument);
    }

    private async ValueTask JoinAsync(ChatSession session, RoomName room, Reply reply)
    {
        if (await TryJoinAsync(session, room) is { } refusal)
            Refuse(session, "join", refusal, reply);
        else
            Answer(room, reply);
    }

    private async ValueTask<Refusal?> TryJoinAsync(ChatSession session, RoomName room)
    {
        if (closed.Contains(room))
            return new Refusal(RefusalCode.RoomClosed, $"{room.Value} is closed");
        if (session.IsIn(room))
            return null;
        if (!seats.TryTake(session.Connection.Address, 1))
            return new Refusal(
                RefusalCode.TooManyRooms, "this server, or your share of it by your address, has as many members of rooms as it can");
        var joined = await session.JoinRoomAsync(room);
        if (joined != RoomJoin.Joined)
            seats.Return(session.Connection.Address, 1);
        if (joined == RoomJoin.TooMany)
            return new Refusal(RefusalCode.TooManyRooms, "one connection is in no more rooms than it is");
        if (joined == RoomJoin.Joined && closed.Contains(room)) // meanwhile
            session.LeaveRoom(room);
        return closed.Contains(room) ? new Refusal(RefusalCode.RoomClosed, $"{room.Value} is closed") : null;
    }

    private void Answer(RoomName room, Reply reply)
    {
        if (reply.IsWanted)
            reply.Accept(JsonOutput.Begin().Raw("""[{"room":"""u8).Text(room.Value)
                .Raw(""","members":"""u8).Number(MembersOf(mesh, room, options)).Raw("}]"u8).Take());
    }

    private void Refuse(ChatSession session, string eventName, Refusal refusal, Reply reply)
    {
        logger.Refused(session.Connection.Id, eventName, refusal.Code);
        reply.Refuse(refusal);
    }
}
