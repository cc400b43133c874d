namespace Gossamer.Mesh;

/// <summary>
/// The messages of one server: accepts and numbers them, takes those of other servers, and begins, resumes and ends its clients' sessions.
/// The model is in the streams and sessions; here it meets links, time and locks. Their order: <see cref="LockRank"/>.
/// </summary>
internal sealed partial class MeshMessages : IMessageEnvironment
{
    private readonly MeshContext _context;
    private readonly UserStreams _streams;
    private readonly PauseDetector _pauses;
    private readonly SessionTable _sessions;
    private readonly long _start;
    private ulong _lastNumber;
    private ulong _lastCopy;
    private long _streamsDroppedAt = -1;
    private volatile bool _isHandingOff;
    private readonly InheritanceNews _inheritanceNews;

    internal MeshMessages(MeshContext context)
    {
        (_context, Lives) = (context, new(context.Peers));
        Times = new(context.Options);
        Self = Origin.Of(context.Self, context.Incarnation);
        _sessions = new(context.Incarnation.Value, Times.Retention); // microseconds: no life begins so many sessions
        _start = context.Time.GetTimestamp();
        _pauses = new(context.Time, OnPause);
        _streams = new(this);
        Recovery = new(this, context);
        _inheritanceNews = new(this);
        Rooms = new(context.Rooms);
        RoomChannel = new(this, context);
        Interest = new(context, RoomChannel.SendAsync);
    }

    public RecoveryTimes Times { get; }

    public MeshOptions Options => _context.Options;

    public Origin Self { get; }

    public Instant Now => new(
        _context.Time.GetUtcNow().ToUnixTimeMilliseconds(), (long)_context.Time.GetElapsedTime(_start).TotalMilliseconds);

    public IReadOnlyList<NodeId> Peers => Lives.Ids;

    public bool IsOfMesh(Origin life) => _context.Peers.IsServer(life.Server);

    public long? StreamsDroppedAt => Volatile.Read(ref _streamsDroppedAt) is >= 0 and var at ? at : null;

    internal PeerLives Lives { get; }

    internal RecoveryChannel Recovery { get; }

    internal SessionTable Sessions => _sessions;

    internal UserStreams Streams => _streams;

    /// <summary>The rooms that sessions here are in.</summary>
    internal RoomTable Rooms { get; }

    /// <inheritdoc/>
    public ulong LastCopy => Volatile.Read(ref _lastCopy);

    /// <summary>The last number that was given to a message.</summary>
    internal ulong LastNumber => Volatile.Read(ref _lastNumber);

    /// <summary>For the simulation: told which session counts for which message.</summary>
    internal Action<Session, StreamEntry, int>? Taken { get; set; }

    /// <summary>For the simulation: told which session is answered, before it learns the answer.</summary>
    internal Action<Session, PullAnswer>? Answered { get; set; }

    public NodeId? PeerOf(Origin life) => Lives.Of(life) is { IsLinked: true } known ? known.Id : null;

    public bool IsOver(Origin life)
    {
        if (_context.Peers.IsSourceOfCopies(life.Server))
            life = life.Copies; // whose copies they are
        return life != Self && (life.Server == Self.Server || Lives.IsOver(life));
    }

    public bool IsLinked(NodeId peer) => Lives.Find(peer)?.IsLinked == true;

    public bool IsGone(NodeId peer) => Lives.Find(peer) is { IsGone: true };

    public bool MayBeThere(NodeId peer) => Lives.Find(peer) is { IsOver: false } life
        && (life.IsLinked || IsUnsure || life.IsHeardWithin(TimeSpan.FromMilliseconds(Times.Retention)));

    public bool IsAwaited(NodeId peer) => Lives.Find(peer) is { } life && (IsThere(life) || IsUnsure);

    /// <summary>A peer is linked, or was heard within the window: it may take what this server has.</summary>
    internal bool HasSuccessor => Peers.Any(peer => Lives.Find(peer) is { } life && IsThere(life));

    private bool IsThere(PeerLife life) => life.IsLinked || (!life.IsOver && life.IsHeardWithin(Options.SessionWindow));

    public void Pull(Session session, NodeId peer, int question, bool isResuming)
    {
        _context.Metrics.Pulled(peer, isResuming);
        Recovery.Pull(session, peer, question, isResuming);
    }

    public void OnResumed(bool isComplete) => _context.Metrics.Resumed(isComplete);

    public void OnLossTold() => _context.Metrics.Lost();

    public Vouch FindEnded(SessionKey key) => _sessions.FindEnded(key, Now.Elapsed);

    public void OnWaiting(SessionKey key, long since) => _sessions.OnWaiting(key, since);

    public void Watch(Session session) => _sessions.Watch(session);

    public void Announce(Session session)
    {
        _sessions.Add(session);
        _context.Presence.Add(session.Stream.User);
    }

    public void Withdraw(Session session)
    {
        _sessions.Remove(session);
        _context.Presence.Remove(session.Stream.User);
    }

    public void OnTaken(Session session, in StreamEntry entry, int taken) =>
        Taken?.Invoke(session, entry, CountsFor(entry.Origin) ? taken : 0);

    public bool IsPresent(UserName user) => !_context.Directory.Find(user).IsEmpty;

    public void OnStreamDropped() => Volatile.Write(ref _streamsDroppedAt, Now.Elapsed);

    /// <summary>Young, or not long awake: peers that it has not heard may be there all the same.</summary>
    private bool IsUnsure => Now.Elapsed < Times.Unsure || _pauses.IsWithin(TimeSpan.FromMilliseconds(Times.Unsure));

    internal Session BeginOrResume(UserName user, SessionStart start)
    {
        using var entered = _streams.Enter(user);
        return start.Offset is null
            ? Session.BeginFresh(entered.Stream, start, BasePosition(), this)
            : Session.Resume(entered.Stream, start, this);
    }

    internal int ConnectionsOf(UserName user)
    {
        if (!_streams.TryEnter(user, out var entered))
            return 0;
        var connected = 0;
        using (entered)
            foreach (var session in entered.Stream.Sessions)
                connected += session.IsConnected ? 1 : 0;
        return connected;
    }

    /// <summary>Does something to a session under its user's lock.</summary>
    internal void Do<TState>(Session session, TState state, Action<Session, TState> action)
    {
        using var entered = _streams.Enter(session.Stream.User);
        action(session, state);
    }

    /// <inheritdoc cref="Do{TState}(Session, TState, Action{Session, TState})"/>
    internal TResult Do<TState, TResult>(Session session, TState state, Func<Session, TState, TResult> action)
    {
        using var entered = _streams.Enter(session.Stream.User);
        return action(session, state);
    }

    internal void Tick()
    {
        _pauses.Beat();
        foreach (var session in _sessions.Watched())
        {
            using var entered = _streams.Enter(session.Stream.User);
            if (!session.Tick())
                _sessions.Unwatch(session);
        }

        _sessions.ForgetEnded(Now.Elapsed);
        TickRooms();
        PushGivenUp();
        TickInheritances();
        Recovery.Tick();
        _handoff?.Tick();
        Sweep();
    }

    /// <summary>A new session has nothing of what any server has accepted by now, as far as this one knows.</summary>
    private Position BasePosition()
    {
        var now = Now.Utc;
        var position = new Position();
        position.Add(Base(Self, LastNumber, now));
        foreach (var life in Lives.Known())
            position.Add(Base(life.Origin, life.LastNumber, now));
        return position;
    }

    private static PositionSlot Base(Origin origin, ulong number, long now) =>
        new() { Origin = origin, Number = number, Base = number, HasBase = true, HeardAt = now };

    private void OnPause(TimeSpan pause)
    {
        _context.Log.ProcessPaused(pause.TotalMilliseconds);
        _context.Metrics.Paused(pause);
    }
}
