using Gossamer.Mesh;
using Gossamer.Server.Connections;

namespace Gossamer.Server.Chat;

/// <summary>
/// To how many connections something goes, at all servers. Of each server no more than it may have: what others list is their word.
/// </summary>
internal static class Receivers
{
    /// <param name="mesh">The mesh.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="from">Its sender, whose connections get it, too.</param>
    /// <param name="to">Its recipient.</param>
    /// <param name="room">Or the room that it is to, the sender's connections in it.</param>
    public static int CountOf(IChatMesh mesh, ChatOptions options, UserName from, UserName to, RoomName? room) => room is { } name
        ? RoomMembership.MembersOf(mesh, name, options.Groups)
        : CountOf(mesh, options, to) + (from == to ? 0 : CountOf(mesh, options, from));

    private static int CountOf(IChatMesh mesh, ChatOptions options, UserName user)
    {
        var all = 0;
        foreach (var location in mesh.LocationsOf(user))
            all += Math.Min(location.Connections, options.MaxConnectionsPerUser);
        return all;
    }
}
