using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.Server.Faults;

/// <summary>The faults by hand of one process, and the servers that they may befall: those that run in it.</summary>
/// <param name="healAfter">How long a fault lasts at most.</param>
/// <param name="time">The clock.</param>
internal sealed class FaultBoard(TimeSpan healAfter, TimeProvider time)
{
    private readonly ConcurrentDictionary<NodeId, Func<IReadOnlyList<LinkStatus>>> _links = new();
    private readonly ConcurrentDictionary<NodeId, StoppableServer> _switches = new();

    public TimeSpan HealAfter => healAfter;

    public LinkCuts Cuts { get; } = new(healAfter, time);

    public IEnumerable<NodeId> Servers => _links.Keys.OrderBy(static id => id.Value, StringComparer.Ordinal);

    /// <summary>A server of this process; of one that was started again the later life.</summary>
    public void Add(NodeId id, Func<IReadOnlyList<LinkStatus>> links) => _links[id] = links;

    /// <summary>A server that can be stopped.</summary>
    public void Add(NodeId id, IServerSwitch server) => _switches[id] = new StoppableServer(server, healAfter, time);

    public bool Has(NodeId id) => _links.ContainsKey(id);

    /// <summary>How a server's links stand.</summary>
    public IReadOnlyList<LinkStatus> LinksOf(NodeId id) => _links.TryGetValue(id, out var links) ? links() : [];

    /// <summary>Null: it cannot be stopped by hand.</summary>
    public StoppableServer? SwitchOf(NodeId id) => _switches.GetValueOrDefault(id);
}
