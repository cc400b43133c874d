namespace Gossamer.Mesh;

/// <summary>
/// Messages whose senders may repeat them, at the server that they came to: a repetition is not routed again and gets the outcome of
/// the first time, waiting for it if need be. A message that some server did not confirm may be tried again; those that had it drop it.
/// </summary>
internal sealed class PublishIdempotencyCache(DeduplicationWindow<PublishIdempotencyCache.Entry> recent)
{
    /// <summary>
    /// True when the message is new, and <paramref name="sent"/> is to be told its outcome; otherwise that is the first sending.
    /// </summary>
    internal bool IsNew(MessageKey key, out Entry sent)
    {
        var mine = new Entry(recent, key);
        sent = recent.GetOrAdd(key, mine);
        return sent == mine;
    }

    /// <summary>One message on its way, or with its outcome.</summary>
    internal sealed class Entry(DeduplicationWindow<Entry> recent, MessageKey key)
    {
        private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<DeliveryOutcome> Outcome => _outcome.Task;

        internal void Complete(DeliveryOutcome outcome)
        {
            if (!outcome.Unreachable.IsDefaultOrEmpty)
                recent.Remove(key);
            _outcome.TrySetResult(outcome);
        }

        internal void Fail(Exception fault)
        {
            recent.Remove(key);
            _outcome.TrySetException(fault);
        }
    }
}
