using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Tests;

/// <summary>A network in one thread: links are queues, time moves when told, cuts hold what is under way back as TCP would.</summary>
internal sealed class SimNetwork
{
    private readonly Queue<Action> _events = [];
    private readonly HashSet<(NodeId From, NodeId To)> _cuts = [];
    private readonly List<SimLink> _links = [];

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal Dictionary<NodeId, SimNode> Running { get; } = [];

    internal Random Random { get; } = new(7);

    internal int FramesDelivered { get; set; }

    /// <summary>What checks frames at the nodes that start from now on; null: nothing does.</summary>
    internal IMessageFrameValidator? Frames { get; set; }

    /// <summary>Sees each frame that arrives, and who sent it.</summary>
    internal Action<NodeId, Wire.Frame>? Seen { get; set; }

    internal SimNode Start(string id, int of, Action<MeshOptions>? configure = null)
    {
        var node = new SimNode(this, id, of, configure);
        Running[node.Id] = node;
        node.Node.Start();
        return node;
    }

    /// <summary>The process dies; the others' TCP tells them, unless the machine died with it.</summary>
    internal void Crash(SimNode node, bool silently = false)
    {
        Running.Remove(node.Id);
        node.IsDead = true;
        foreach (var link in _links.Where(l => l.From == node.Id || l.To == node.Id).ToArray())
            link.Break(silently);
        Pump();
    }

    internal void Cut(SimNode from, SimNode to) => _cuts.Add((from.Id, to.Id));

    internal void CutBoth(SimNode a, SimNode b)
    {
        Cut(a, b);
        Cut(b, a);
    }

    internal void Heal()
    {
        _cuts.Clear();
        foreach (var link in _links.ToArray())
            link.Flush();
        Pump();
    }

    /// <summary>The connections between two nodes break; both find out.</summary>
    internal void BreakLinks(SimNode a, SimNode b)
    {
        foreach (var link in _links.Where(l => (l.From == a.Id && l.To == b.Id) || (l.From == b.Id && l.To == a.Id)).ToArray())
            link.Break(silently: false);
        Pump();
    }

    /// <summary>Only the link that one node opened to another breaks.</summary>
    internal void BreakLink(SimNode from, SimNode to)
    {
        foreach (var link in _links.Where(l => l.From == from.Id && l.To == to.Id).ToArray())
            link.Break(silently: false);
        Pump();
    }

    /// <summary>The connections between two nodes break and only those find out that had accepted them.</summary>
    internal void BreakAtListeners(SimNode a, SimNode b)
    {
        foreach (var link in _links.Where(l => (l.From == a.Id && l.To == b.Id) || (l.From == b.Id && l.To == a.Id)).ToArray())
            link.BreakAtListener();
        Pump();
    }

    internal void Run(double seconds)
    {
        Pump();
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(50))
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            Pump();
        }
    }

    internal void Pump()
    {
        while (_events.TryDequeue(out var next))
            next();
    }

    /// <summary>Only the next few events: leaves things under way.</summary>
    internal void PumpSome(int events)
    {
        for (; events > 0 && _events.TryDequeue(out var next); events--)
            next();
    }

    /// <summary>What is under way arrives, and what that leads to is under way.</summary>
    internal void PumpOnce() => PumpSome(_events.Count);

    internal void Post(Action next) => _events.Enqueue(next);

    internal bool IsCut(NodeId from, NodeId to) => _cuts.Contains((from, to));

    internal void Add(SimLink link) => _links.Add(link);

    internal void Remove(SimLink link) => _links.Remove(link);
}
