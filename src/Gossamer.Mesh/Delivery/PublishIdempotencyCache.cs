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
    internal bool IsNew(Envelope message, out Entry sent)
    {
        var mine = new Entry(recent, message.From, message.Id);
        sent = recent.GetOrAdd(message.From, message.Id, mine);
        return sent == mine;
    }

    /// <summary>The outcome of a message, if it is known and complete.</summary>
    internal DeliveryOutcome? Find(UserName from, MessageId id) =>
        recent.Find(from, id) is { Outcome: { IsCompletedSuccessfully: true } known } ? known.Result : null;

    /// <summary>A message that another server took, with its outcome.</summary>
    internal void Remember(UserName from, MessageId id, DeliveryOutcome outcome)
    {
        var mine = new Entry(recent, from, id);
        if (recent.GetOrAdd(from, id, mine) == mine)
            mine.Complete(outcome);
    }

    /// <summary>One message on its way, or with its outcome.</summary>
    internal sealed class Entry(DeduplicationWindow<Entry> recent, UserName from, MessageId id)
    {
        private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<DeliveryOutcome> Outcome => _outcome.Task;

        internal void Complete(DeliveryOutcome outcome)
        {
            if (!outcome.Unreachable.IsDefaultOrEmpty)
                recent.Remove(from, id);
            _outcome.TrySetResult(outcome);
        }

        internal void Fail(Exception fault)
        {
            recent.Remove(from, id);
            _outcome.TrySetException(fault);
        }
    }
}
