using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>
/// Which peers are still to be told that this server has taken over a log. A full queue refuses the message: it is sent again. Who is not
/// linked is not told: sessions there ask this server when it is linked again.
/// </summary>
internal sealed class TakeoverNews(MeshMessages messages)
{
    private readonly ConcurrentDictionary<NodeId, Task<DeliveryOutcome>?> _untold = new(); // each with its message under way, if any

    /// <summary>Tells every peer, also those that were told of another log.</summary>
    internal void Tell()
    {
        foreach (var peer in messages.Peers)
            _untold[peer] = null;
        Tick();
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
            messages.Recovery.Send(peer, new() { TookOver = new() }, pending);
    }
}
