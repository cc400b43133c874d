namespace Gossamer.Mesh;

/// <summary>
/// One client's session as the application holds it. Members may be called from any thread, but not from inside an
/// <see cref="ISessionOutlet"/>.
/// </summary>
public sealed class MeshSession
{
    /// <summary>The longest <see cref="Description"/>, in bytes.</summary>
    public const int MaxDescriptionBytes = 64 * 1024;

    private readonly MeshMessages _messages;
    private readonly Session _session;

    internal MeshSession(MeshMessages messages, Session session) => (_messages, _session) = (messages, session);

    /// <summary>Whose it is.</summary>
    public UserName User => _session.Stream.User;

    /// <summary>By which its client is known when it comes back; a secret between it and the servers. Null: it cannot come back.</summary>
    public string? Key => _session.Key.IsNone ? null : _session.Key.Value;

    /// <summary>For how long its client may have missed messages.</summary>
    internal Vouch Vouch => _session.Vouch;

    /// <summary>
    /// What any server must know to go on with the session besides its messages: the application's own bytes,
    /// <see cref="MaxDescriptionBytes"/> at most.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer.</exception>
    public ReadOnlyMemory<byte> Description
    {
        get => _session.Description;
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, MaxDescriptionBytes, nameof(value));
            _session.Description = value;
        }
    }

    /// <summary>The rooms that it is in; of a client that came back, those of the session that it comes from.</summary>
    public IReadOnlyList<RoomName> Rooms => _session.Rooms;

    /// <summary>Whether it is in the room.</summary>
    /// <param name="room">The room.</param>
    public bool IsIn(RoomName room) => _session.IsIn(room);

    /// <summary>
    /// Joins a room: the session gets what is sent there from now on (<see cref="MeshNode.PublishAsync"/>), and comes back to it with its
    /// client.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <returns>
    /// Done once the other servers know, so that what any of them sends from then on comes; after
    /// <see cref="MeshOptions.ReceiptTimeout"/> at the latest, if one does not confirm.
    /// </returns>
    public async Task<RoomJoin> JoinAsync(RoomName room)
    {
        var joined = _messages.Do(_session, room, static (session, room) => session.Join(room));
        if (joined == RoomJoin.Joined)
            await _messages.Interest.AnnounceAsync([room.Key]).ConfigureAwait(false);
        return joined;
    }

    /// <summary>Leaves a room.</summary>
    /// <param name="room">The room.</param>
    /// <returns>Whether it was in it.</returns>
    public bool Leave(RoomName room) => _messages.Do(_session, room, static (session, room) => session.LeaveRoom(room));

    /// <summary>The connection is lost: the session waits for its client for <see cref="MeshOptions.SessionWindow"/>.</summary>
    public void Disconnect() => _messages.Do(_session, 0, static (session, _) => session.Disconnect());

    /// <summary>The client gave a sign of life; see <see cref="ISessionOutlet.Probe"/>.</summary>
    public void Confirm() => _messages.Do(_session, 0, static (session, _) => session.Confirm());

    /// <summary>Ends the session: the client said goodbye, or becomes another user.</summary>
    public void Leave() => _messages.Do(_session, 0, static (session, _) => session.Leave());
}
