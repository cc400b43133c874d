namespace Gossamer.Mesh.Simulation;

/// <summary>One run of clients that come and go: what they do and what befalls them and their servers, step by step.</summary>
internal sealed partial class ClientFaults
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly Plan _plan;
    private readonly WeightedSteps _steps;
    private readonly long[] _clockOffsets;

    internal ClientFaults(World world, Plan plan)
    {
        (_world, _plan, _dice) = (world, plan, Dice.For(world.Seed, -7));
        _clockOffsets = [.. Enumerable.Range(0, World.MaxNodes).Select(_ => _dice.Seconds(-0.7, 0.7).Ticks)];
        _steps = new(
        [
            (world.Clients.Rooms.IsOn ? 5 : 0, TalkInRoom), (4, Talk), (1, Crossfire), (1.2, Move), (0.8, MoveTwice), (0.3, LoseTogether),
            (plan.HasCuts ? 0.6 : 0, CutServers), (plan.HasCuts ? 0.8 : 0, Heal), (plan.HasCuts ? 0.4 : 0, BreakLinks),
                (plan.HasCuts ? 0.8 : 0, CutClient),
            (plan.HasPauses ? 0.5 : 0, Pause), (plan.HasCrashes ? 0.4 : 0, Crash), (plan.HasDrains ? 0.5 : 0, Drain),
            (plan.HasCrashes || plan.HasDrains ? 0.6 : 0, Restart),
            (plan.ChangesMembers ? 0.5 : 0, Grow), (plan.ChangesMembers ? 0.3 : 0, Shrink), (plan.ChangesMembers ? 0.3 : 0, Flicker),
        ]);
    }

    internal void Start()
    {
        if (_plan.ChangesMembers)
            BeginSmall();
        foreach (var slot in _world.Discovery.Members)
            StartServer(slot);
        _world.Timeline.RunFor(_dice.Seconds(0.1, 3));
        var clients = _world.Names.Count + 1 + _dice.Below(4);
        for (var i = 0; i < clients; i++)
        {
            var kind = _dice.Of([ClientKind.Keyed, ClientKind.Keyed, ClientKind.ByOffset, ClientKind.ById]);
            var client = new Client(_world, i, _world.Names[i % _world.Names.Count], kind, _plan);
            _world.Clients.All.Add(client);
            _world.Lane.After(_dice.Seconds(0, 2).Ticks, () =>
                client.Connect(_plan.HasOneAddress ? client.Home : _dice.Below(_world.Setting.Nodes)));
        }
    }

    internal void Run()
    {
        _world.Timeline.RunFor(_dice.Seconds(1, 4));
        for (var i = 0; i < _world.Setting.Steps; i++)
        {
            Wait();
            _steps.Take(_dice);
        }
    }

    /// <summary>Everything heals, everybody comes back, and what is on its way arrives.</summary>
    internal void End()
    {
        _world.Trace.Add("end", -1);
        HealAll();
        for (var slot = 0; slot < _world.Setting.Nodes; slot++)
            if (_world.Servers[slot] is { IsPaused: true, IsDead: false } paused)
                paused.Resume();
        _world.Timeline.RunFor(TimeSpan.FromSeconds(25)); // drains end
        foreach (var slot in _world.Discovery.Members)
            if (_world.Servers[slot] is { IsDead: true })
                StartServer(slot);
        _world.Timeline.RunFor(TimeSpan.FromSeconds(80));
        _world.Discovery.Check();
    }

    private void StartServer(int slot)
    {
        // It never hears of a server that is not listed any more and still drains, and takes nothing from it: whoever takes a server off
        // the list before it has stopped must leave the others alone until then.
        _world.Clients.HadDrainWithoutSuccessor |= _world.Live.Any(server => !_world.Discovery.IsMember(server.Slot));
        var server = _world.Start(slot, TimeSpan.FromTicks(_clockOffsets[slot]));
        server.Options.Copies = _plan.Copies;
    }

    private void Wait()
    {
        var wait = _dice.Below(10) switch
        {
            < 5 => _dice.Seconds(0, 0.05),
            < 9 => _dice.Seconds(0, 1.5),
            _ => _dice.Seconds(1, 8),
        };
        _world.Timeline.RunFor(wait * _world.Setting.Haste);
    }

    private Client? AnyReady() => AnyOf(_world.Clients.All.Where(static c => c.IsReady));

    private Server? Any(Func<Server, bool> which) => AnyOf(_world.Servers.Where(s => s is not null && which(s))!);

    private T? AnyOf<T>(IEnumerable<T?> all) where T : class
    {
        var those = all.ToArray();
        return those.Length == 0 ? null : _dice.Of(those);
    }

    private void Talk()
    {
        if (AnyReady() is not { } sender)
            return;
        var to = _dice.Of(_world.Names);
        for (var i = _dice.Below(5); i >= 0; i--)
        {
            sender.Send(_dice.Chance(0.8) ? to : _dice.Of(_world.Names), _dice.Chance(0.5));
            if (_dice.Chance(0.3))
                _world.Timeline.RunFor(_dice.Seconds(0, 0.1));
        }
    }

    private void TalkInRoom()
    {
        for (var i = _dice.Below(4); i >= 0; i--)
        {
            if (AnyOf(_world.Clients.All.Where(c => c.IsReady && _world.Clients.Rooms.IsMember(c))) is { } sender)
                _world.Clients.Rooms.Say(sender);
            if (_dice.Chance(0.3))
                _world.Timeline.RunFor(_dice.Seconds(0, 0.1));
        }
    }

    /// <summary>Many to one, while that one moves.</summary>
    private void Crossfire()
    {
        if (AnyReady() is not { } target)
            return;
        foreach (var sender in _world.Clients.All.Where(static c => c.IsReady).ToArray())
        {
            sender.Send(target.User, _dice.Chance(0.5));
            if (_dice.Chance(0.3))
                target.Abandon();
        }
    }

    private void Move() => AnyReady()?.Abandon();

    /// <summary>Goes on before the server where it has just come back has answered.</summary>
    private void MoveTwice()
    {
        if (AnyReady() is not { } client)
            return;
        client.Abandon();
        for (var i = 1 + _dice.Below(2); i > 0; i--)
            _world.Lane.After(_dice.Seconds(0, 2).Ticks, client.Abandon);
    }

    /// <summary>Two devices of a user at once.</summary>
    private void LoseTogether()
    {
        if (AnyReady() is { } client)
            foreach (var other in _world.Clients.All.Where(c => c.User == client.User).ToArray())
                other.Abandon();
    }

    private void CutClient()
    {
        if (AnyReady() is { Connection: { } connection })
            connection.Break(clientNotices: true, _dice.Chance(0.5) ? _dice.Seconds(0, 1) : _dice.Seconds(0, 40));
    }

    private void CutServers()
    {
        var way = _dice.Below(3);
        var (a, b) = (_dice.Below(_world.Setting.Nodes), _dice.Below(_world.Setting.Nodes));
        for (var other = 0; other < _world.Setting.Nodes; other++)
        {
            if (way < 2 && other != b)
                continue;
            Cut(new(a, other));
            if (way > 0)
                Cut(new(other, a));
        }
    }

    private void Cut(Link link)
    {
        if (link.From == link.To)
            return;
        _world.Trace.Add("cut", link.From, link.To);
        _world.Weather.Cut(link);
        var length = _dice.Seconds(0.5, 15); // in the end every cut heals
        _world.Lane.After(length.Ticks, () => HealOne(link));
    }

    private void BreakLinks()
    {
        var connections = _world.ConnectionsOf(static c => !c.IsOver).ToArray();
        if (connections.Length > 0)
            _dice.Of(connections).Break(_dice.Chance(0.6), _dice.Chance(0.6));
    }

    private void Heal()
    {
        if (_world.Weather.AnyCut)
            HealOne(_dice.Of(_world.Weather.Cuts.OrderBy(static c => (c.From, c.To)).ToArray()));
    }

    private void HealAll()
    {
        foreach (var link in _world.Weather.Cuts.OrderBy(static c => (c.From, c.To)).ToArray())
            HealOne(link);
        _world.ReleaseAtOnce();
    }

    private void HealOne(Link link)
    {
        if (!_world.Weather.IsCut(link))
            return;
        _world.Trace.Add("heal", link.From, link.To);
        _world.Weather.Heal(link);
        _world.Release(link);
    }

    private void Pause()
    {
        if (Any(static s => s.IsActive) is not { } server)
            return;
        _world.Trace.Add("pause", server.Slot);
        server.Pause();
        var length = _dice.Chance(0.5) ? _dice.Seconds(0, 4) : _dice.Seconds(0, 20);
        _world.Lane.After(length.Ticks, () =>
        {
            if (!server.IsPaused || server.IsDead)
                return;
            _world.Trace.Add("resume", server.Slot);
            server.Resume();
        });
    }

    private void Crash()
    {
        if (Any(static s => !s.IsDead) is not { } server)
            return;
        var withHost = _dice.Chance(0.3);
        _world.Crash(server, withHost);
        _world.Clients.OnDeath(server, withHost, _dice);
        RestartLater(server.Slot);
    }

    private void Drain()
    {
        if (Any(static s => s is { IsActive: true, IsDraining: false }) is not { } server)
            return;
        _world.Trace.Add("drain", server.Slot);
        server.Drain(_world.Lane);
    }

    private void Restart()
    {
        if (Any(s => s.IsDead && _world.Discovery.IsMember(s.Slot)) is { } server)
            StartServer(server.Slot);
    }

    private void RestartLater(int slot) => _world.Lane.After(_dice.Seconds(0.5, 20).Ticks, () =>
    {
        if (_world.Servers[slot] is { IsDead: true } && _world.Discovery.IsMember(slot))
            StartServer(slot);
    });
}
