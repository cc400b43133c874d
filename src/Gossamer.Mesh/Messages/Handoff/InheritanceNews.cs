using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>
/// Which peers are still to be told that this server has inherited a log. A full queue refuses the message: it is sent again. Who is not
/// linked is told once it is, for as long as it may owe something to the life that has left.
/// </summary>
internal sealed class InheritanceNews(MeshMessages messages)
{
    internal const int MaxLives = 64;

    private readonly ConcurrentDictionary<NodeId, Task<DeliveryOutcome>?> _untold = new(); // each with its message under way, if any
    private readonly ConcurrentQueue<(Origin Life, long Until)> _lives = new(); // of late

    /// <summary>Every peer is to be told with the next tick, also those that were told of another log.</summary>
    /// <param name="life">Whose log it is.</param>
    internal void Add(Origin life)
    {
        _lives.Enqueue((life, messages.Now.Elapsed + messages.Times.Retention));
        if (_lives.Count > MaxLives)
            _lives.TryDequeue(out _);
        foreach (var peer in messages.Peers)
            _untold[peer] = null;
    }

    internal void Tick()
    {
        while (_lives.TryPeek(out var oldest) && oldest.Until <= messages.Now.Elapsed)
            _lives.TryDequeue(out _);
        foreach (var (peer, sent) in _untold)
        {
            if (sent is { IsCompleted: false })
                continue;
            if (sent is { Result.Unreachable.IsDefaultOrEmpty: true } || _lives.IsEmpty)
                _untold.TryRemove(new(peer, sent));
            else if (messages.IsLinked(peer))
                Send(peer, sent);
        }
    }

    private void Send(NodeId peer, Task<DeliveryOutcome>? before)
    {
        var pending = new PendingDelivery(0, 1);
        var lives = _lives.Select(static inherited => inherited.Life.Value);
        if (_untold.TryUpdate(peer, pending.Outcome, before))
            messages.Recovery.Send(peer, new() { Inherited = new() { Lives = { lives } } }, pending);
    }
}
