using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One life of one server: the real node on a clock of its own, and its users. While it is paused all that comes to it waits;
/// once it is dead nothing comes.
/// </summary>
internal sealed class Server : ILocalDelivery, IMeshTransport
{
    private readonly World _world;
    private readonly Dictionary<UserName, int> _users = [];
    private readonly Dictionary<ulong, ulong> _digests = new() { [0] = 0 };
    private readonly Queue<Action> _inbox = [];
    private readonly long[] _lastHeard = new long[World.MaxNodes];

    internal Server(World world, int slot, int life, TimeSpan clockOffset)
    {
        (_world, Slot, Life) = (world, slot, life);
        var options = new MeshOptions { Id = world.IdOf(slot), Cluster = "simulation" };
        for (var i = 0; i < world.Setting.Nodes; i++)
            if (i != slot)
                options.Peers.Add(new(world.IdOf(i), new Uri($"sim://{world.IdOf(i)}")));
        world.Setting.Configure(options);
        Options = options;
        var lane = ((long)slot << 20) + life;
        Clock = new(new(world.Timeline, lane), Run, world.Setting.Rates[slot], clockOffset);
        var jitter = new Jitter(Dice.For(world.Seed, lane));
        Node = new(options, this, this, Clock, world.Trace.LogOf(slot), jitter);
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

    /// <summary>It takes part and is going to.</summary>
    internal bool IsLive => !IsDead && !IsStopping;

    internal bool IsActive => IsLive && !IsPaused;

    internal long ResumedAt { get; private set; }

    internal IReadOnlyDictionary<UserName, int> Users => _users;

    internal void Run(Action action)
    {
        if (IsDead)
            return;
        if (IsPaused)
            _inbox.Enqueue(action);
        else
            action();
    }

    internal void Join(UserName user)
    {
        _users[user] = _users.GetValueOrDefault(user) + 1;
        DeliveryLedger.Require(Node.AddConnection(user) == _users[user], "own-users", $"{Id} miscounts {user}");
        _digests[Node.Presence.Version] = Node.Presence.Digest;
    }

    internal void Leave(UserName user)
    {
        var left = _users.GetValueOrDefault(user) - 1;
        if (left > 0)
            _users[user] = left;
        else
            _users.Remove(user);
        DeliveryLedger.Require(Node.RemoveConnection(user) == Math.Max(0, left), "own-users", $"{Id} miscounts {user}");
        _digests[Node.Presence.Version] = Node.Presence.Digest;
    }

    internal void Pause() => IsPaused = true;

    /// <summary>What has waited comes at once.</summary>
    internal void Resume()
    {
        IsPaused = false;
        ResumedAt = _world.Timeline.Now;
        while (_inbox.TryDequeue(out var action))
            Run(action);
    }

    internal void Die(bool withHost)
    {
        (IsDead, HostIsDead) = (true, withHost);
        _inbox.Clear();
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

    public int Deliver(Envelope message)
    {
        var connections = _users.GetValueOrDefault(message.To);
        _world.Ledger.Handed(long.Parse(message.Id.Value, CultureInfo.InvariantCulture), this, connections);
        return connections;
    }

    public override string ToString() => $"{Id}/{Life}";

    private void AwaitGoodbye(Lane lane, long end)
    {
        if (Node.Links.Any(static link => link.Outgoing != LinkState.Down) && _world.Timeline.Now < end)
        {
            lane.After(TimeSpan.TicksPerMillisecond * 10, () => Run(() => AwaitGoodbye(lane, end)));
            return;
        }

        Node.EndStop();
        lane.After(TimeSpan.TicksPerMillisecond, () => Run(() => _world.Exit(this)));
    }
}
