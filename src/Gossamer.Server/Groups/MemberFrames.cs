using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Groups;

/// <summary>What a round tells of one room: each frame is made once, for all who were told the same before.</summary>
internal sealed class MemberFrames(RoomName room, MemberNames members, int most)
{
    private readonly Dictionary<string[], EncodedPacket> _changes = new(ReferenceEqualityComparer.Instance);
    private EncodedPacket? _list;
    private EncodedPacket? _tooLarge;

    /// <summary>Null: there are too many.</summary>
    public string[]? Names => members.Names;

    public EncodedPacket List => _list ??= MembersFrame.List(room, members.Names!);

    public EncodedPacket TooLarge => _tooLarge ??= MembersFrame.TooLarge(room, most);

    /// <summary>Who joined and left since these were told.</summary>
    public EncodedPacket ChangesSince(string[] told)
    {
        if (!_changes.TryGetValue(told, out var frame))
            _changes[told] = frame = MembersFrame.Changes(room, Without(members.Names!, told), Without(told, members.Names!));
        return frame;
    }

    private static string[] Without(string[] names, string[] others)
    {
        var known = new HashSet<string>(others, StringComparer.Ordinal);
        return Array.FindAll(names, name => !known.Contains(name));
    }
}
