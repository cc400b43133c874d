using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// One peer's pulls in order: answered while no more than so many bytes of answers are under way on its link, so that what is asked for
/// does not crowd out what is sent. What waits is answered later, out of the log as it is then: a session takes answers whenever they come.
/// </summary>
internal sealed class PullQueue(long maxBytesUnderWay, int maxWaiting)
{
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Queue<Pull> _waiting = [];
    private readonly Queue<Answer> _underWay = [];
    private readonly List<Pull> _refused = [];
    private long _bytes;

    /// <returns>False at the bound.</returns>
    internal bool TryAdd(Pull pull)
    {
        using (_gate.EnterScope())
        {
            if (_waiting.Count >= maxWaiting)
                return false;
            _waiting.Enqueue(pull);
            return true;
        }
    }

    /// <summary>The next to be answered now; null when there is none, or no room.</summary>
    internal Pull? Take()
    {
        using (_gate.EnterScope())
        {
            TakeReceipts();
            return _bytes < maxBytesUnderWay && _waiting.TryDequeue(out var pull) ? pull : null;
        }
    }

    /// <summary>An answer is on its way.</summary>
    /// <param name="pull">To what.</param>
    /// <param name="receipts">What becomes of its pieces.</param>
    /// <param name="bytes">All pieces together.</param>
    internal void Sent(Pull pull, IReadOnlyList<Task<DeliveryOutcome>> receipts, long bytes)
    {
        using (_gate.EnterScope())
        {
            _underWay.Enqueue(new(pull, receipts, bytes));
            _bytes += bytes;
        }
    }

    /// <summary>Pulls whose answers found no room on the link may be answered again.</summary>
    internal void Tick()
    {
        using (_gate.EnterScope())
        {
            foreach (var pull in _refused)
                _waiting.Enqueue(pull);
            _refused.Clear();
        }
    }

    /// <summary>The peer speaks in another life, which has asked nothing yet.</summary>
    internal void Clear()
    {
        using (_gate.EnterScope())
        {
            _waiting.Clear();
            _refused.Clear();
        }
    }

    private void TakeReceipts()
    {
        while (_underWay.TryPeek(out var oldest) && oldest.Receipts.All(static receipt => receipt.IsCompleted))
        {
            _underWay.Dequeue();
            _bytes -= oldest.Bytes;
            if (oldest.Receipts.Any(static receipt => receipt.Result.Reasons.Contains(UnreachableReason.QueueFull)))
                _refused.Add(oldest.Pull); // no more than were under way; a broken link is the asker's to notice
        }
    }

    private readonly record struct Answer(Pull Pull, IReadOnlyList<Task<DeliveryOutcome>> Receipts, long Bytes);
}
