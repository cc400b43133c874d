namespace Gossamer.Mesh.Simulation;

/// <summary>
/// Which servers discovery names. Each server hears of a change in its own time, and some of them hear now and then that a server is gone
/// which is not.
/// </summary>
internal sealed class Discovery(World world)
{
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(8);

    private readonly Dice _dice = Dice.For(world.Seed, -11);
    private readonly SortedSet<int> _members = [];

    internal IReadOnlyCollection<int> Members => _members;

    internal void Begin(int members)
    {
        for (var slot = 0; slot < members; slot++)
            _members.Add(slot);
    }

    internal bool IsMember(int slot) => _members.Contains(slot);

    internal void Add(int slot)
    {
        world.Trace.Add("member", slot);
        _members.Add(slot);
        TellAll();
    }

    internal void Remove(int slot)
    {
        world.Trace.Add("no-member", slot);
        _members.Remove(slot);
        TellAll();
    }

    /// <summary>One server is told for a while that another is gone.</summary>
    internal void Flicker(Server server, int other)
    {
        world.Trace.Add("flicker", server.Slot, other);
        Tell(server, _members.Where(slot => slot != other));
        world.Lane.After(_dice.Seconds(0, 20).Ticks, () => Tell(server, _members));
    }

    internal IEnumerable<MeshPeer> PeersOf(int slot) => Peers(_members.Where(other => other != slot));

    /// <summary>No server has a trace of any that is no member, and each has all members.</summary>
    internal void Check()
    {
        foreach (var server in world.Live)
        {
            var known = server.Node.Links.Select(link => world.SlotOf(link.Peer)).Order();
            var expected = _members.Where(slot => slot != server.Slot);
            DeliveryLedger.Require(
                known.SequenceEqual(expected), "members",
                $"{server} has the peers {string.Join(' ', known)}, members are {string.Join(' ', _members)}");
            var nodes = server.Node.Directory.Current.Nodes;
            for (var index = 0; index < nodes.Count; index++)
                DeliveryLedger.Require(
                    nodes[index] == default || IsMember(world.SlotOf(nodes[index])), "members",
                    $"{server} keeps a place for the users of {nodes[index]}");
        }
    }

    private void TellAll()
    {
        foreach (var server in world.Live)
        {
            var delay = _dice.Chance(0.5) ? _dice.Seconds(0, 0.5) : _dice.Seconds(0, Slowest.TotalSeconds);
            world.Lane.After(delay.Ticks, () => Tell(server, _members));
        }
    }

    private void Tell(Server server, IEnumerable<int> slots)
    {
        var peers = Peers(slots).ToArray();
        server.Run(() => server.Node.SetPeers(peers));
    }

    private IEnumerable<MeshPeer> Peers(IEnumerable<int> slots) =>
        slots.Select(slot => new MeshPeer(world.IdOf(slot), new Uri($"sim://{world.IdOf(slot)}")));
}
