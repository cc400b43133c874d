namespace Gossamer.Mesh;

/// <summary>A message as one user's stream has it: numbered by the server that accepted it, and linked to its predecessor there.</summary>
internal readonly struct StreamEntry
{
    /// <summary>Of <see cref="Room"/>.</summary>
    internal const int RoomTagBits = 28;

    /// <summary>The life of the server that accepted and numbered it.</summary>
    internal Origin Origin { get; init; }

    /// <summary>Its number among all that the origin accepted; 1, 2, ...</summary>
    internal ulong Number { get; init; }

    /// <summary>
    /// The number of the origin's previous message for the same user; 0 when there was none within <see cref="RecoveryTimes.History"/>.
    /// </summary>
    internal ulong Previous { get; init; }

    /// <summary>When the origin accepted it, in ms since 1970 by the origin's clock.</summary>
    internal long At { get; init; }

    /// <summary>By which a repetition is known.</summary>
    internal MessageKey Key { get; init; }

    /// <summary>The stream's user sent it. Not told to other servers.</summary>
    internal bool IsSent { get; init; }

    /// <summary>A hash of the message's id, by which a client that names the last message it saw is found.</summary>
    internal uint IdHash { get; init; }

    /// <summary>
    /// A copy that each of our servers numbers for itself: of a message to a room, and of one from a server of the old system, which sends
    /// each of ours a copy. Only clients that were here get it again. It has no predecessor.
    /// </summary>
    internal bool IsForThisServerOnly { get; init; }

    /// <summary>
    /// Of the room that it was sent to (<see cref="RoomName.Tag"/>); 0 when it was sent to a user. Only sessions in that room get it.
    /// </summary>
    internal uint Room { get; init; }

    /// <summary>
    /// The frame without its end, where each receiver's offset goes. Empty: of what was sent to the room something is lost, and this is
    /// told in its place.
    /// </summary>
    internal byte[] Frame { get; init; }

    /// <summary>A copy that stands for what is lost; still without a number.</summary>
    internal static StreamEntry LostIn(RoomName room, long at) =>
        new() { At = at, Room = room.Tag, IsForThisServerOnly = true, Frame = [] };
}
