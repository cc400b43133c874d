namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One run's misfortunes, and the users' doings among them, step by step. Which kinds happen and how often is itself drawn for
/// each run: what one kind covers up shows where it is missing.
/// </summary>
internal sealed partial class Faults
{
    private static readonly TimeSpan LatestStart = TimeSpan.FromSeconds(3);

    private readonly World _world;
    private readonly Dice _dice;
    private readonly WeightedSteps _steps;
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
        _steps = new(
        [
            .. always.Select(step => (1.0, step)),
            .. sometimes.Select(step => (_dice.Chance(0.6) ? 0.1 + _dice.Fraction() : 0, step)),
        ]);
    }

    internal void StartServers()
    {
        for (var slot = 0; slot < _world.Setting.Nodes; slot++)
        {
            var server = slot;
            var wait = _dice.Seconds(0, _dice.Chance(0.8) ? 0.01 : LatestStart.TotalSeconds);
            _world.Lane.After(wait.Ticks, () => Start(server, _dice.Seconds(-20, 20)));
        }
    }

    internal void Run()
    {
        _world.Timeline.RunFor(_dice.Seconds(0, 3));
        for (var i = 0; i < _world.Setting.Steps; i++)
        {
            Wait();
            _steps.Take(_dice);
        }
    }

    /// <summary>All faults end: cuts heal, who is paused goes on, the network keeps its promises, some of the dead come back.</summary>
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

    // Now in quick succession, now with time for heartbeat timeout and grace to pass.
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

    private int AnySlot() => _dice.Below(_world.Setting.Nodes);

    private Server? Any(Func<Server, bool> which)
    {
        var servers = _world.Servers.Where(s => s is not null && which(s)).ToArray();
        return servers.Length == 0 ? null : _dice.Of(servers);
    }
}
