namespace Gossamer.Mesh;

/// <summary>
/// One peer's pulls in order: answered while no more than so many bytes of answers are under way on its link, so that what is asked for
/// does not crowd out what is sent. What waits is answered later, out of the log as it is then: a session takes answers whenever they come.
/// An answer that is lost or refused is the asker's to ask for again.
/// </summary>
internal sealed class PullQueue(long maxBytesUnderWay, int maxWaiting)
{
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Queue<PeerPull> _waiting = [];
    private readonly Queue<Answer> _underWay = [];
    private readonly HashSet<(ulong Session, uint Question)> _asked = []; // waiting, or under way
    private long _bytes;
    private bool _isFull;

    /// <returns>False at the bound. One that is waiting or under way already is as good as added.</returns>
    internal bool TryAdd(PeerPull pull)
    {
        using (_gate.EnterScope())
        {
            TakeReceipts();
            if (_asked.Contains(pull.Id))
                return true;
            if (_waiting.Count >= maxWaiting)
                return false;
            _asked.Add(pull.Id);
            _waiting.Enqueue(pull);
            return true;
        }
    }

    /// <summary>The next to be answered now; null when there is none, or no room.</summary>
    internal PeerPull? Take()
    {
        using (_gate.EnterScope())
        {
            TakeReceipts();
            return _bytes < maxBytesUnderWay && !_isFull && _waiting.TryDequeue(out var pull) ? pull : null;
        }
    }

    /// <summary>An answer is on its way.</summary>
    /// <param name="pull">To what.</param>
    /// <param name="receipts">What becomes of its pieces.</param>
    /// <param name="bytes">All pieces together.</param>
    internal void Sent(PeerPull pull, IReadOnlyList<Task<DeliveryOutcome>> receipts, long bytes)
    {
        using (_gate.EnterScope())
        {
            _underWay.Enqueue(new(pull, receipts, bytes));
            _bytes += bytes;
        }
    }

    /// <summary>A link that was full may have room again.</summary>
    internal void Tick()
    {
        using (_gate.EnterScope())
            _isFull = false;
    }

    /// <summary>The peer is gone, or speaks in another life, which has asked nothing yet.</summary>
    internal void Clear()
    {
        using (_gate.EnterScope())
        {
            foreach (var pull in _waiting)
                _asked.Remove(pull.Id);
            _waiting.Clear();
        }
    }

    private void TakeReceipts()
    {
        while (_underWay.TryPeek(out var oldest) && oldest.Receipts.All(static receipt => receipt.IsCompleted))
        {
            _underWay.Dequeue();
            _asked.Remove(oldest.Pull.Id);
            _bytes -= oldest.Bytes;
            _isFull |= oldest.Receipts.Any(static receipt => receipt.Result.Reasons.Contains(UnreachableReason.QueueFull));
        }
    }

    private readonly record struct Answer(PeerPull Pull, IReadOnlyList<Task<DeliveryOutcome>> Receipts, long Bytes);
}
