namespace Gossamer.Mesh;

/// <summary>
/// The rooms of the whole mesh, and how many members each has on which server: what the <see cref="UserDirectory"/> is for users, kept and
/// told to the other servers in the same way. Every server is the only writer of its own rooms.
/// </summary>
public sealed class RoomDirectory
{
    internal RoomDirectory(NodeId self)
    {
        Table = new();
        Presence = new(self, Table);
    }

    /// <summary>How many rooms have members.</summary>
    public int Count => Table.Count;

    internal UserDirectory Table { get; }

    internal LocalPresence Presence { get; }

    /// <summary>All peers. Set once, before any link is opened or accepted.</summary>
    internal PeerTable? Peers { get; set; }

    /// <summary>Where a room has members, as far as the servers have told: see <see cref="IsKnown"/>.</summary>
    /// <param name="room">The room.</param>
    public UserLocations Find(RoomKey room) => Table.Find(room.Name);

    /// <summary>
    /// Whether a server's rooms are known, up to what is under way. They are not from when its link is lost to when it has told them anew;
    /// those of a server that tells none, of another system or an earlier version, never are.
    /// </summary>
    /// <param name="peer">The server.</param>
    public bool IsKnown(NodeId peer) => Peers?.Find(peer) is { AreRoomsKnown: true };

    /// <summary>They are not known, and are about to be told: there are not too many of them.</summary>
    internal bool IsAwaited(NodeId peer) => Peers?.Find(peer) is { AreRoomsAwaited: true };

    /// <summary>Says how many members a room has on this server. The other servers are told at once.</summary>
    /// <param name="room">The room.</param>
    /// <param name="members">How many; 0: it is gone from here.</param>
    public void SetMembers(RoomKey room, int members)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(members);
        Presence.Set(room.Name, members);
    }
}
