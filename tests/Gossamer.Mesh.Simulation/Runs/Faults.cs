namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One run's misfortunes, and the users' doings among them, step by step. Which kinds happen and how often is itself drawn for
/// each run: what one kind covers up shows where it is missing.
/// </summary>
internal sealed class Faults
{
    private static readonly TimeSpan LatestStart = TimeSpan.FromSeconds(3);

    private readonly World _world;
    private readonly Dice _dice;
    private readonly (double Weight, Action Step)[] _steps;
    private readonly double _weights;
    private bool _over;

    internal Faults(World world)
    {
        (_world, _dice) = (world, Dice.For(world.Seed, -2));
        Action[] always = [Join, Join, Leave, Talk, Talk];
        Action[] sometimes =
        [
            BreakOne, TalkThroughBreak, TalkThroughBreak, CutOneWay, CutBoth, Partition, Isolate, HealOne, HealAll, CrashProcess, CrashHost,
            Restart, Restart, Restart, Pause, Resume, Stop,
        ];
        _steps =
        [
            .. always.Select(step => (1.0, step)),
            .. sometimes.Select(step => (_dice.Chance(0.6) ? 0.1 + _dice.Fraction() : 0, step)),
        ];
        _weights = _steps.Sum(s => s.Weight);
    }

    internal void StartServers()
    {
        for (var slot = 0; slot < _world.Setting.Nodes; slot++)
        {
            var server = slot;
            _world.Lane.After(_dice.Seconds(0, _dice.Chance(0.8) ? 0.01 : LatestStart.TotalSeconds).Ticks, () => Start(server, _dice.Seconds(-20, 20)));
        }
    }

    internal void Run()
    {
        _world.Timeline.RunFor(_dice.Seconds(0, 3));
        for (var i = 0; i < _world.Setting.Steps; i++)
        {
            Wait();
            var at = _dice.Fraction() * _weights;
            foreach (var (weight, step) in _steps)
            {
                at -= weight;
                if (at >= 0)
                    continue;
                step();
                break;
            }
        }
    }

    /// <summary>All faults end now: what is cut heals, who is paused goes on, the network keeps its promises; of the dead some come back.</summary>
    internal void End()
    {
        _world.Timeline.RunUntil(Math.Max(_world.Timeline.Now, LatestStart.Ticks));
        _world.Trace.Add("end", -1);
        _over = true;
        _world.Weather.IsHostile = false;
        HealAll();
        _world.ReleaseAtOnce();
        for (var slot = 0; slot < _world.Setting.Nodes; slot++)
            if (_world.Servers[slot] is { IsPaused: true, IsDead: false } paused)
                Resume(paused);
            else if (_world.Servers[slot] is { IsDead: true } && _dice.Chance(0.6))
                Restart(slot);
    }

    // Now in quick succession, now with time for silence and grace to pass.
    private void Wait()
    {
        var wait = _dice.Below(10) switch
        {
            < 4 => _dice.Seconds(0, 0.05),
            < 8 => _dice.Seconds(0, 2),
            _ => _dice.Seconds(1, 6),
        };
        _world.Timeline.RunFor(wait * _world.Setting.Haste);
    }

    private void Join()
    {
        if (Any(s => s.IsActive) is not { } server)
            return;
        for (var i = _dice.Below(4); i >= 0; i--)
        {
            var user = _dice.Of(_world.Names);
            _world.Trace.Add("join", server.Slot, -1, user.Value.Length, user.Value);
            server.Join(user);
        }
    }

    private void Leave()
    {
        if (Any(s => s.IsActive && s.Users.Count > 0) is not { } server)
            return;
        for (var i = _dice.Below(4); i >= 0 && server.Users.Count > 0; i--)
        {
            var user = _dice.Of(server.Users.Keys.Order().ToArray());
            _world.Trace.Add("leave", server.Slot, -1, user.Value.Length, user.Value);
            server.Leave(user);
        }
    }

    private void Talk()
    {
        if (Any(s => s.IsActive) is not { } server)
            return;
        for (var i = _dice.Below(6); i >= 0 && server.IsActive; i--)
        {
            var known = server.Node.Directory.ToSortedNames();
            var to = known.Length == 0 || _dice.Chance(0.1) ? _dice.Of(_world.Names) : _world.NameOf(_dice.Of(known));
            _world.Books.Send(server, _dice.Of(_world.Names), to);
            if (_dice.Chance(0.2))
                _world.Timeline.RunFor(_dice.Seconds(0, 0.1));
        }
    }

    // Messages, receipts or both are lost with the connection and have to go again.
    private void TalkThroughBreak()
    {
        Talk();
        _world.Timeline.RunFor(_dice.Seconds(0, 2 * _world.Setting.LatencyMax.TotalSeconds));
        BreakOne();
        Talk();
    }

    private void BreakOne()
    {
        var connections = _world.ConnectionsOf(static c => !c.IsOver).ToArray();
        if (connections.Length == 0)
            return;
        var connection = _dice.Of(connections);
        connection.Break(_dice.Chance(0.6), _dice.Chance(0.6));
        if (_dice.Chance(0.5)) // what breaks one often breaks its sister
            foreach (var other in connections.Where(c => c.Link == connection.Link.Back))
                other.Break(_dice.Chance(0.6), _dice.Chance(0.6));
    }

    private void CutOneWay() => Cut(new(AnySlot(), AnySlot()));

    private void CutBoth()
    {
        var link = new Link(AnySlot(), AnySlot());
        Cut(link);
        Cut(link.Back);
    }

    private void Partition()
    {
        var groups = 2 + _dice.Below(2);
        var group = Enumerable.Range(0, _world.Setting.Nodes).Select(_ => _dice.Below(groups)).ToArray();
        for (var a = 0; a < group.Length; a++)
            for (var b = 0; b < group.Length; b++)
                if (group[a] != group[b])
                    Cut(new(a, b));
    }

    private void Isolate()
    {
        var (slot, way) = (AnySlot(), _dice.Below(3));
        for (var other = 0; other < _world.Setting.Nodes; other++)
        {
            if (way != 0)
                Cut(new(slot, other));
            if (way != 1)
                Cut(new(other, slot));
        }
    }

    private void HealOne()
    {
        if (!_world.Weather.AnyCut)
            return;
        var link = _dice.Of(_world.Weather.Cuts.OrderBy(static c => (c.From, c.To)).ToArray());
        _world.Trace.Add("heal", link.From, link.To);
        _world.Weather.Heal(link);
        _world.Release(link);
    }

    private void HealAll()
    {
        _world.Trace.Add("heal-all", -1);
        var cuts = _world.Weather.Cuts.ToHashSet();
        _world.Weather.HealAll();
        foreach (var link in cuts.OrderBy(static c => (c.From, c.To)))
            _world.Release(link);
    }

    private void CrashProcess() => Crash(withHost: false);

    private void CrashHost() => Crash(withHost: true);

    private void Crash(bool withHost)
    {
        if (Any(static s => !s.IsDead) is { } server)
            _world.Crash(server, withHost);
    }

    private void Restart()
    {
        if (Any(static s => s.IsDead) is { } server)
            Restart(server.Slot);
    }

    // Sometimes with a clock that was set back, so that the new life looks older than the one before.
    private void Restart(int slot) =>
        Start(slot, _dice.Chance(0.3) ? _dice.Seconds(-200, -20) : _dice.Seconds(-20, 20));

    // Half of them with a crowd at once, and more who come while the first list is on its way.
    private void Start(int slot, TimeSpan clockOffset)
    {
        var server = _world.Start(slot, clockOffset);
        if (_dice.Chance(0.5))
            return;
        foreach (var user in _world.Names.Where(_ => _dice.Chance(0.5)))
            if (_dice.Chance(0.8))
                server.Join(user);
            else
                _world.Lane.After(_dice.Seconds(0, 1).Ticks, () => JoinLate(server, user));
    }

    private void JoinLate(Server server, UserName user)
    {
        if (server.IsActive && !_over) // the truth stands still when the faults are over
            server.Join(user);
    }

    private void Pause()
    {
        if (Any(static s => s.IsActive) is not { } server)
            return;
        _world.Trace.Add("pause", server.Slot);
        server.Pause();
    }

    private void Resume()
    {
        if (Any(static s => s.IsPaused && !s.IsDead) is { } server)
            Resume(server);
    }

    private void Resume(Server server)
    {
        _world.Trace.Add("resume", server.Slot);
        server.Resume();
    }

    private void Stop()
    {
        if (Any(static s => s.IsActive) is not { } server)
            return;
        _world.Trace.Add("stop", server.Slot);
        server.Stop(_world.Lane);
    }

    private void Cut(Link link)
    {
        if (link.From == link.To)
            return;
        _world.Trace.Add("cut", link.From, link.To);
        _world.Weather.Cut(link);
    }

    private int AnySlot() => _dice.Below(_world.Setting.Nodes);

    private Server? Any(Func<Server, bool> which)
    {
        var servers = _world.Servers.Where(s => s is not null && which(s)).ToArray();
        return servers.Length == 0 ? null : _dice.Of(servers);
    }
}
