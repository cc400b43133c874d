namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One life of one server: the real node on a clock of its own, and its users. While it is paused all that comes to it waits;
/// once it is dead nothing comes.
/// </summary>
internal sealed class Server : IMeshTransport
{
    private const long ProtocolDice = 1L << 40; // of their own: what else a seed decides stays as it is

    private readonly World _world;
    private readonly Dictionary<UserName, int> _users = [];
    private readonly Dictionary<UserName, Stack<ServerSession>> _sessions = [];
    private readonly Dictionary<ulong, ulong> _digests = new() { [0] = 0 };
    private readonly List<(long Lane, Action Action)> _inbox = [];
    private HandoffPiece? _left;
    private bool _hasSaidGoodbye;
    private readonly long[] _lastHeard = new long[World.MaxNodes];

    internal Server(World world, int slot, int life, TimeSpan clockOffset)
    {
        (_world, Slot, Life) = (world, slot, life);
        var options = new MeshOptions { Id = world.IdOf(slot), Cluster = "simulation" };
        foreach (var peer in world.Discovery.PeersOf(slot))
            options.Peers.Add(peer);
        world.Setting.Configure(options);
        var lane = ((long)slot << 20) + life;
        options.Protocols = world.Setting.ProtocolsOf(Dice.For(world.Seed, lane ^ ProtocolDice));
        Options = options;
        Clock = new(new(world.Timeline, lane), action => Run(lane, action), world.Setting.Rates[slot], SkewOf(clockOffset));
        options.Incarnation = world.NewLife(
            options.Id, Incarnation.StartingNow(Clock).Value + (ulong)(clockOffset.Ticks / TimeSpan.TicksPerMicrosecond));
        var jitter = new Jitter(Dice.For(world.Seed, lane));
        var log = world.Trace.LogOf(
            slot, (number, connections) =>
            {
                if (world.Clients.All.Count == 0)
                    world.Ledger.Taken(number, this, connections);
            });
        Node = new(options, this, Clock, log, jitter);
        Node.Messages.Answered = world.Clients.OnAnswered;
        Node.Messages.Taken = (session, entry, taken) => world.Clients.Ledger.OnTaken(this, session, entry, taken);
    }

    internal int Slot { get; }

    internal int Life { get; }

    internal NodeId Id => Node.Id;

    internal MeshNode Node { get; }

    internal MeshOptions Options { get; }

    internal DriftingClock Clock { get; }

    internal bool IsDead { get; private set; }

    /// <summary>The machine died with the process: nothing tells its peers.</summary>
    internal bool HostIsDead { get; private set; }

    internal bool IsPaused { get; private set; }

    internal bool IsStopping { get; private set; }

    /// <summary>It died without a goodbye.</summary>
    internal bool HasCrashed { get; private set; }

    /// <summary>The server that it left its logs to, or one that this one left them to, died without a goodbye; or there was
    /// none.</summary>
    internal bool SuccessorHasCrashed => _left is { } left && (left.Successor is not { } successor || successor.HasCrashed
        || successor.SuccessorHasCrashed);

    /// <summary>When it had left its logs to another server, or knew of none; null before.</summary>
    internal long? LeftAt { get; private set; }

    internal Server? Successor => _left?.Successor;

    internal bool HasPaused { get; private set; }

    /// <summary>It sends its clients elsewhere, to stop.</summary>
    internal bool IsDraining { get; private set; }

    /// <summary>It has only just come into the mesh: no load balancer sends clients there before the others have linked with it.</summary>
    internal bool IsNew { get; set; }

    /// <summary>It takes part and is going to.</summary>
    internal bool IsLive => !IsDead && !IsStopping;

    internal bool IsActive => IsLive && !IsPaused;

    internal long ResumedAt { get; private set; }

    internal IReadOnlyDictionary<UserName, int> Users => _users;

    internal void Run(Action action) => Run(0, action);

    /// <summary>Does something now, or once the server is awake: what comes by one lane keeps its order.</summary>
    internal void Run(long lane, Action action)
    {
        if (IsDead)
            return;
        if (IsPaused)
            _inbox.Add((lane, action));
        else
            action();
    }

    /// <summary>A client that does not come back connects.</summary>
    internal void Join(UserName user)
    {
        _users[user] = _users.GetValueOrDefault(user) + 1;
        if (!_sessions.TryGetValue(user, out var sessions))
            _sessions[user] = sessions = [];
        sessions.Push(new(_world.Ledger, this, user));
        OnUsersChanged(user);
    }

    /// <summary>The user's latest connection ends.</summary>
    internal void Leave(UserName user)
    {
        var left = _users.GetValueOrDefault(user) - 1;
        if (left > 0)
            _users[user] = left;
        else
            _users.Remove(user);
        _sessions[user].Pop().Leave();
        OnUsersChanged(user);
    }

    internal IReadOnlyCollection<ServerSession> SessionsOf(UserName user) => _sessions.GetValueOrDefault(user) ?? [];

    internal void Pause() => (IsPaused, HasPaused) = (true, true);

    /// <summary>What has waited comes at once.</summary>
    internal void Resume()
    {
        IsPaused = false;
        ResumedAt = _world.Timeline.Now;
        var order = _world.Setting.WakesInAnyOrder ? Dice.For(_world.Seed, _world.Timeline.Now) : null;
        while (_inbox.Count > 0 && !IsDead)
        {
            var lane = order is null ? _inbox[0].Lane : order.Of(_inbox).Lane;
            var at = _inbox.FindIndex(next => next.Lane == lane);
            var (_, action) = _inbox[at];
            _inbox.RemoveAt(at);
            action();
        }
    }

    internal void Die(bool withHost)
    {
        (IsDead, HostIsDead) = (true, withHost);
        HasCrashed = !_hasSaidGoodbye;
        _inbox.Clear();
    }

    /// <summary>Sends its clients elsewhere, a few at a time, leaves what it has to another server, then stops; within 20 s.</summary>
    internal void Drain(Lane lane)
    {
        IsDraining = true;
        Run(() =>
        {
            var wait = 0L;
            foreach (var connection in _world.Clients.ConnectionsTo(this))
                lane.After(wait += 50 * TimeSpan.TicksPerMillisecond, () => Run(connection.CloseAtServer));
            lane.After(wait + (long)(1.5 * TimeSpan.TicksPerSecond), () => Run(() => Node.Messages.BeginHandoff(() => EndDrain(lane))));
            lane.After(20 * TimeSpan.TicksPerSecond, () => Run(() => EndDrain(lane)));
        });
    }

    private void EndDrain(Lane lane)
    {
        if (IsStopping)
            return;
        _left = new(Node.Messages.Successor is { } successor ? _world.Servers[_world.SlotOf(successor)] : null);
        LeftAt = _world.Timeline.Now;
        _world.Clients.HadDrainWithoutSuccessor |= _left.Successor is null;
        Stop(lane);
    }

    /// <summary>Says goodbye, waits for that as long as the node would, ends.</summary>
    internal void Stop(Lane lane)
    {
        IsStopping = true;
        Run(() =>
        {
            Node.BeginStop();
            AwaitGoodbye(lane, _world.Timeline.Now + (long)(Options.GoodbyeTimeout.Ticks / _world.Setting.Rates[Slot]));
        });
    }

    /// <summary>What the list of this server's users added up to at a version; nothing when it never had that version.</summary>
    internal ulong? DigestAt(ulong version) => _digests.TryGetValue(version, out var digest) ? digest : null;

    internal void Hears(int peer) => _lastHeard[peer] = _world.Timeline.Now;

    internal long LastHeard(int peer) => _lastHeard[peer];

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => _world.Dial(this, _world.SlotOf(peer.Id), sender);

    public override string ToString() => $"{Id}/{Life}";

    private void OnUsersChanged(UserName user)
    {
        var counted = Node.Directory.Find(user).ConnectionsAt(Id);
        DeliveryLedger.Require(counted == _users.GetValueOrDefault(user), "own-users", $"{Id} miscounts {user}");
        _digests[Node.Presence.Version] = Node.Presence.Digest;
        Node.Rooms.SetMembers(Truth.RoomOf(user), _users.GetValueOrDefault(user));
    }

    // Servers' clocks agree within 2 s: what is logged, and what an offset leaves out, hangs on that. A life may look older than the one
    // before all the same.
    private static TimeSpan SkewOf(TimeSpan clockOffset) => TimeSpan.FromSeconds(Math.Clamp(clockOffset.TotalSeconds / 20, -1, 1));

    private void AwaitGoodbye(Lane lane, long end)
    {
        if (Node.Links.Any(static link => link.Outgoing != LinkState.Down) && _world.Timeline.Now < end)
        {
            lane.After(TimeSpan.TicksPerMillisecond * 10, () => Run(() => AwaitGoodbye(lane, end)));
            return;
        }

        Node.EndStop();
        _hasSaidGoodbye = true;
        lane.After(TimeSpan.TicksPerMillisecond, () => Run(() => _world.Exit(this)));
    }

    /// <summary>What it left when it stopped, and to whom; nobody when its time was over first.</summary>
    private sealed record HandoffPiece(Server? Successor);
}
