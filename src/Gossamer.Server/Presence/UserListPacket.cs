using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// The whole list as a packet, encoded once for all who are sent it. A list that would be larger than the bound is none. Used by one round
/// at a time.
/// </summary>
internal sealed class UserListPacket(PresenceOptions options)
{
    private UserSnapshot? _users;
    private EncodedPacket? _packet;
    private TimeSpan _tooLargeUntil;

    /// <summary>The packet of these users: the one before, if the names are the same.</summary>
    /// <returns>False: it is too large, or was a moment ago.</returns>
    public bool TryGet(UserSnapshot users, TimeSpan now, [NotNullWhen(true)] out EncodedPacket? packet)
    {
        if (now < _tooLargeUntil)
            _packet = null; // to find out anew costs as much as a list that is sent
        else if (!IsOf(users))
        {
            _packet = UserListFrame.TryWrite(users, options.MaxListBytes, out var frame) ? EncodedPacket.FromFrame(frame) : null;
            _tooLargeUntil = _packet is null ? now + options.MaxWindow : default;
        }

        _users = users;
        packet = _packet;
        return packet is not null;
    }

    /// <summary>Whether that packet is known to be the list of these users; costs nothing.</summary>
    public bool IsCurrent(EncodedPacket? packet, UserSnapshot users) =>
        packet is not null && ReferenceEquals(packet, _packet) && _users?.Version == users.Version;

    // Who left and came back meanwhile is no news.
    private bool IsOf(UserSnapshot users) =>
        _packet is not null && _users is { } known && (known.Version == users.Version || users.ChangesSince(known).IsEmpty);
}
