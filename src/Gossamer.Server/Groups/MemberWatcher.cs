using Gossamer.Mesh;
using Gossamer.Server.Connections;

namespace Gossamer.Server.Groups;

/// <summary>One connection that hears who is in a room, and what it was told last.</summary>
internal sealed class MemberWatcher(IConnection connection, MemberMode mode)
{
    private string[]? _told;
    private bool _isToldTooLarge;

    /// <returns>False: its outbox is too full; it is told how things stand in a later round.</returns>
    public bool Tell(RoomName room, MemberNames members, GroupOptions options, long lagBytes)
    {
        if (connection.WaitingBytes > lagBytes)
            return false;
        if (members.Names is not { } names)
        {
            if (!_isToldTooLarge)
                connection.Send(MembersFrame.TooLarge(room, options.MaxMembersTold));
            (_told, _isToldTooLarge) = (null, true);
            return true;
        }

        _isToldTooLarge = false;
        if (_told is { } told && told.AsSpan().SequenceEqual(names))
            return true;
        if (mode == MemberMode.Changes && _told is { } before)
            connection.Send(MembersFrame.Changes(room, Without(names, before), Without(before, names)));
        else
            connection.Send(MembersFrame.List(room, names));
        _told = names;
        return true;
    }

    private static string[] Without(string[] names, string[] others)
    {
        var known = new HashSet<string>(others, StringComparer.Ordinal);
        return Array.FindAll(names, name => !known.Contains(name));
    }
}
