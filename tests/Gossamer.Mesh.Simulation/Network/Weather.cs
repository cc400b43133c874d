namespace Gossamer.Mesh.Simulation;

/// <summary>What the network does to all connections at the moment: how slow it is, what is cut, whether it breaks its promises.</summary>
internal sealed class Weather(Setting setting)
{
    private readonly HashSet<Link> _cuts = [];

    internal bool IsHostile { get; set; } = setting.Hostility > 0;

    internal bool IsCut(Link link) => _cuts.Contains(link);

    internal bool AnyCut => _cuts.Count > 0;

    internal IReadOnlyCollection<Link> Cuts => _cuts;

    internal void Cut(Link link) => _cuts.Add(link);

    internal void Heal(Link link) => _cuts.Remove(link);

    internal void HealAll() => _cuts.Clear();

    internal long Latency(Dice dice) => dice.Between(setting.LatencyMin.Ticks, setting.LatencyMax.Ticks);

    /// <summary>What becomes of a frame within a link that lives; anything but <see cref="FrameFate.Arrives"/> no TCP would do.</summary>
    internal FrameFate FateOf(Dice dice)
    {
        if (!IsHostile || !dice.Chance(setting.Hostility))
            return FrameFate.Arrives;
        return (FrameFate)(1 + dice.Below(3));
    }
}
