namespace Gossamer.Mesh;

/// <summary>
/// What sessions and streams know of the world, and what they ask of it: time, peers and links come in from outside. Whether another server
/// can be reached is asked in eight ways:
/// <code>
/// of a life    IsKnown     this server's own, or the latest heard of a peer
///              PeerOf      the peer whose linked life it is
///              IsOver      said goodbye, or followed by a later life; silence is not enough
///              IsAhead     linked, and the number is beyond what the life has told
/// of a peer    IsLinked    its link is open
///              IsAwaited   resuming waits for its answer: linked, or heard within the window, or this server has just started
///              MayBeThere  no goodbye yet, and linked or heard within the retention, or this server has just started
///              IsGone      its users have left the directory
/// </code>
/// </summary>
internal interface IMessageEnvironment
{
    RecoveryTimes Times { get; }

    MeshOptions Options { get; }

    Instant Now { get; }

    /// <summary>This life of this server.</summary>
    Origin Self { get; }

    /// <summary>The other servers of the mesh that keep logs.</summary>
    IReadOnlyList<NodeId> Peers { get; }

    /// <summary>A server of the mesh, whichever life of it.</summary>
    bool IsOfMesh(Origin life);

    /// <summary>The peer whose present life that is.</summary>
    NodeId? PeerOf(Origin life);

    /// <summary>
    /// The life is over: its server said goodbye, or is here in a later life. A life of a server that is only silent is not.
    /// </summary>
    bool IsOver(Origin life);

    /// <summary>It is this server's own life, or the latest that was heard of a peer.</summary>
    bool IsKnown(Origin life);

    /// <summary>The life is linked here and has not told that number yet, nor a later one.</summary>
    bool IsAhead(Origin life, ulong number);

    bool IsLinked(NodeId peer);

    /// <summary>Whether its answer is worth waiting for: it is linked, or may be there though it is not.</summary>
    bool IsAwaited(NodeId peer);

    /// <summary>It is linked, or was heard so lately that its log may hold something.</summary>
    bool MayBeThere(NodeId peer);

    /// <summary>The peer's users have left the directory; once it is heard again it gets what it missed.</summary>
    bool IsGone(NodeId peer);

    /// <summary>Asks a peer for what it has of the session's stream beyond the session's position.</summary>
    /// <param name="session">The session.</param>
    /// <param name="peer">The peer.</param>
    /// <param name="question">The session's number for the question; the answer bears it.</param>
    /// <param name="isResuming">Sessions of the same client over there end, or are probed.</param>
    void Pull(Session session, NodeId peer, int question, bool isResuming);

    /// <summary>A client that came back has been told what it missed: all of it, or that some is gone.</summary>
    void OnResumed(bool isComplete);

    /// <summary>A client that is connected has been told that it may have missed messages.</summary>
    void OnLossTold();

    /// <summary>
    /// What is known of a session that ended here so lately that logs hold all that its client may have missed.
    /// </summary>
    Vouch FindEnded(SessionKey key);

    /// <summary>A message waits for the client of a session that ended here, in one that followed it, perhaps by the same key.</summary>
    /// <param name="key">The ended session's.</param>
    /// <param name="since">When the message was accepted, in ms of <see cref="Instant.Elapsed"/>.</param>
    void OnWaiting(SessionKey key, long since);

    /// <summary>What the session waits for has changed: it wants its <see cref="Session.Tick"/>.</summary>
    void Watch(Session session);

    /// <summary>The session counts as one connection of its user, or does so no more.</summary>
    void Announce(Session session);

    /// <inheritdoc cref="Announce"/>
    void Withdraw(Session session);

    /// <summary>The session is a member of the room from now on.</summary>
    void JoinRoom(RoomName room, Session session);

    /// <summary>A member is at another server, which is to get what still comes here for it.</summary>
    void MoveMember(RoomName room, MovedMember moved);

    /// <summary>The session is no member of the room any more.</summary>
    /// <param name="room">The room.</param>
    /// <param name="session">The session.</param>
    /// <param name="moved">Its client is at another server, which is to get what still comes here for it.</param>
    void LeaveRoom(RoomName room, Session session, MovedMember? moved);

    /// <summary>The copies of that origin were left to this server, all of them.</summary>
    bool HasInheritedCopies(Origin life);

    /// <summary>The last number that this server gave to a copy of a message to a room.</summary>
    ulong LastCopy { get; }

    /// <summary>A session has taken a message, and counts as having it or not: for who watches.</summary>
    void OnTaken(Session session, in StreamEntry entry, int taken);

    /// <summary>Bytes were added to logs, or, negative, taken off.</summary>
    void Account(long bytes);

    /// <summary>Some server has the user on its list, this one or another.</summary>
    bool IsPresent(UserName user);

    /// <summary>Too much is logged: the stream of a user who is nowhere was dropped before its time.</summary>
    void OnStreamDropped();

    /// <summary>When that happened last, in ms of <see cref="Instant.Elapsed"/>; null: never.</summary>
    long? StreamsDroppedAt { get; }

    /// <summary>More bytes are logged than <see cref="MeshOptions.MaxLogBytes"/>.</summary>
    bool IsOverBudget { get; }

    /// <summary>Half of what may be logged in all is taken.</summary>
    bool IsHalfFull { get; }
}
