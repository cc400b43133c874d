using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.Server.Faults;

/// <summary>
/// The links of this process's servers that are cut by hand. A server speaks on the link that it opened, so each is one direction. A cut
/// ends when it is healed, or by itself.
/// </summary>
/// <param name="healAfter">How long a cut lasts at most.</param>
/// <param name="time">The clock.</param>
internal sealed class LinkCuts(TimeSpan healAfter, TimeProvider time)
{
    private readonly ConcurrentDictionary<(NodeId From, NodeId To), long> _cuts = new(); // since when, as timestamps
    private readonly ConcurrentDictionary<(NodeId From, NodeId To), ILinkChannel> _open = new();

    public static LinkClose Reason { get; } = new(LinkCloseCode.ConnectionLost, "cut by hand");

    /// <summary>In how long a cut ends by itself; null: there is none.</summary>
    public TimeSpan? HealsIn(NodeId from, NodeId to) =>
        _cuts.TryGetValue((from, to), out var since) && healAfter - time.GetElapsedTime(since) is var left && left > TimeSpan.Zero
            ? left : null;

    public bool IsCut(NodeId from, NodeId to) => HealsIn(from, to) is not null;

    /// <summary>Ends the link, and keeps it from being opened again. Once more: the time begins anew.</summary>
    public void Cut(NodeId from, NodeId to)
    {
        _cuts[(from, to)] = time.GetTimestamp();
        if (_open.TryRemove((from, to), out var channel))
            channel.Close(Reason);
    }

    /// <summary>The mesh's next attempt, within 5 s, opens it.</summary>
    public void Heal(NodeId from, NodeId to) => _cuts.TryRemove((from, to), out _);

    /// <summary>A link is being opened. One that is cut in this very moment ends.</summary>
    public void Track(NodeId from, NodeId to, ILinkChannel channel)
    {
        _open[(from, to)] = channel;
        if (IsCut(from, to))
            channel.Close(Reason);
    }
}
