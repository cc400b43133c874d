using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <content>Messages to the rooms that sessions have joined.</content>
public sealed partial class MeshNode
{
    /// <summary>
    /// Raised when a user joins or leaves a room at this server: with the first of the user's sessions here, and with the last. Handlers
    /// must be cheap and not throw: locks of the mesh may be held.
    /// </summary>
    [SuppressMessage("Design", "MA0046", Justification = "A bare signal.")]
    public event Action<RoomName>? RoomUsersChanged
    {
        add => _messages.Rooms.UsersChanged += value;
        remove => _messages.Rooms.UsersChanged -= value;
    }

    /// <summary>The users with sessions in a room at this server, each once, in no order.</summary>
    /// <param name="room">The room.</param>
    public IReadOnlyList<UserName> UsersInRoomHere(RoomName room) => _messages.Rooms.UsersIn(room);

    /// <summary>Has all sessions of this server leave a room, those too whose clients are away.</summary>
    /// <param name="room">The room.</param>
    public void CloseRoomHere(RoomName room) => _messages.CloseRoom(room);

    /// <summary>Where sessions are in a room: <see cref="RoomDirectory.Find"/>.</summary>
    /// <param name="room">The room.</param>
    public UserLocations LocationsOf(RoomName room) => _context.Rooms.Find(room.Key);

    /// <summary>
    /// Sends a message to all sessions in a room, at all servers: once to each server that has any. Local delivery and the hand-over to the
    /// links happen before this returns, so messages of one thread keep their order; the outcome follows when the other servers have
    /// answered, within <see cref="MeshOptions.ReceiptTimeout"/>, and counts the sessions of others than the sender. Whether the sender may
    /// write there is the caller's to check (<see cref="MeshSession.IsIn"/>).
    /// </summary>
    /// <remarks>
    /// A client that comes back, at any server, gets what was said in its rooms meanwhile, if the server that had its session is there. A
    /// message that is on its way to that server in this moment may come after a later one.
    /// </remarks>
    /// <param name="message">The message.</param>
    /// <param name="ct">Ends the waiting, not the sending.</param>
    public ValueTask<DeliveryOutcome> PublishAsync(RoomMessage message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.At == 0)
            message = message with { At = _messages.Now.Utc };
        return MeshActivities.AreHeard ? PublishTracedAsync(message, ct) : _messages.Publish(message, ct);
    }

    /// <summary>The other servers that may have members of any of the rooms: of some it may not be known, or not yet.</summary>
    /// <param name="rooms">The rooms.</param>
    public IReadOnlyList<NodeId> ServersOf(params ReadOnlySpan<RoomKey> rooms) => _messages.Interest.ServersOf(rooms);

    /// <summary>
    /// Has this server count all servers as having members of the room, for twice <see cref="MeshOptions.ReceiptTimeout"/>: some are about
    /// to join.
    /// </summary>
    /// <param name="room">The room.</param>
    public void ExpectMembers(RoomKey room) => _messages.Interest.Expect(room);

    /// <summary>
    /// Tells the other servers that rooms have got members here, or get some anywhere, before the directory of rooms says so. What they
    /// send to those rooms after their confirmation goes to all servers for a while, as with <see cref="ExpectMembers"/>.
    /// </summary>
    /// <param name="rooms">The rooms.</param>
    /// <returns>The servers that did not confirm within <see cref="MeshOptions.ReceiptTimeout"/>.</returns>
    public Task<IReadOnlyList<NodeId>> AnnounceRoomsAsync(IEnumerable<RoomKey> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return _messages.Interest.AnnounceAsync(rooms);
    }
}
