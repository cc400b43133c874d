namespace Gossamer.Mesh;

/// <summary>
/// Messages whose senders may repeat them, at the server that they came to: a repetition is not routed again and gets the outcome of
/// the first time, waiting for it if need be. A message that some server did not confirm may be tried again; those that had it drop it.
/// </summary>
internal sealed class SentOnce(RecentMessages<SentOnce.Sent> recent)
{
    internal ValueTask<DeliveryOutcome> Route(Envelope message, Func<Envelope, ValueTask<DeliveryOutcome>> route)
    {
        var mine = new Sent();
        var sent = recent.GetOrAdd(message.From, message.Id, mine);
        return sent == mine ? FirstAsync(message, mine, route) : new(sent.Outcome);
    }

    /// <summary>The outcome of a message, if it is known and complete.</summary>
    internal DeliveryOutcome? Find(UserName from, MessageId id) =>
        recent.Find(from, id) is { Outcome: { IsCompletedSuccessfully: true } known } ? known.Result : null;

    /// <summary>A message that another server took, with its outcome.</summary>
    internal void Remember(UserName from, MessageId id, DeliveryOutcome outcome)
    {
        var mine = new Sent();
        if (recent.GetOrAdd(from, id, mine) == mine)
            mine.Complete(outcome);
    }

    private async ValueTask<DeliveryOutcome> FirstAsync(Envelope message, Sent sent, Func<Envelope, ValueTask<DeliveryOutcome>> route)
    {
        try
        {
            var outcome = await route(message).ConfigureAwait(false);
            if (!outcome.Unreachable.IsDefaultOrEmpty)
                recent.Remove(message.From, message.Id);
            sent.Complete(outcome);
            return outcome;
        }
        catch (Exception fault)
        {
            recent.Remove(message.From, message.Id);
            sent.Fail(fault);
            throw;
        }
    }

    internal sealed class Sent
    {
        private readonly TaskCompletionSource<DeliveryOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task<DeliveryOutcome> Outcome => _outcome.Task;

        internal void Complete(DeliveryOutcome outcome) => _outcome.TrySetResult(outcome);

        internal void Fail(Exception fault) => _outcome.TrySetException(fault);
    }
}
