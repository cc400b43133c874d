using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>
/// Which peers are still to be told that this server has inherited a log. A full queue refuses the message: it is sent again. Who is not
/// linked is not told: sessions there ask this server when it is linked again.
/// </summary>
internal sealed class InheritanceNews(MeshMessages messages)
{
    private const int MaxLives = 64; // of late

    private readonly ConcurrentDictionary<NodeId, Task<DeliveryOutcome>?> _untold = new(); // each with its message under way, if any
    private readonly ConcurrentQueue<Origin> _lives = new();

    /// <summary>Every peer is to be told with the next tick, also those that were told of another log.</summary>
    /// <param name="life">Whose log it is.</param>
    internal void Add(Origin life)
    {
        _lives.Enqueue(life);
        if (_lives.Count > MaxLives)
            _lives.TryDequeue(out _);
        foreach (var peer in messages.Peers)
            _untold[peer] = null;
    }

    internal void Tick()
    {
        foreach (var (peer, sent) in _untold)
        {
            if (sent is { IsCompleted: false })
                continue;
            if (!messages.IsLinked(peer) || sent is { Result.Unreachable.IsDefaultOrEmpty: true })
                _untold.TryRemove(new(peer, sent));
            else
                Send(peer, sent);
        }
    }

    private void Send(NodeId peer, Task<DeliveryOutcome>? before)
    {
        var pending = new PendingDelivery(0, 1);
        if (_untold.TryUpdate(peer, pending.Outcome, before))
            messages.Recovery.Send(peer, new() { Inherited = new() { Lives = { _lives.Select(static life => life.Value) } } }, pending);
    }
}
