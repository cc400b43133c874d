namespace Gossamer.Mesh.Simulation;

internal sealed partial class Faults
{
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

    private void Cut(Link link)
    {
        if (link.From == link.To)
            return;
        _world.Trace.Add("cut", link.From, link.To);
        _world.Weather.Cut(link);
    }
}
