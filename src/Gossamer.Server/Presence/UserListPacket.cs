using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>The whole list as a packet, encoded once for all who are sent it. Used by one round at a time.</summary>
internal sealed class UserListPacket
{
    private UserSnapshot? _users;
    private EncodedPacket? _packet;

    /// <summary>The packet of these users: the one before, if the names are the same.</summary>
    public EncodedPacket Of(UserSnapshot users)
    {
        if (_packet is not null && _users?.Version == users.Version)
            return _packet;
        if (_packet is null || _users is null || !users.ChangesSince(_users).IsEmpty) // who left and came back meanwhile is no news
            _packet = EncodedPacket.FromFrame(UserListFrame.Write(users));
        _users = users;
        return _packet;
    }
}
