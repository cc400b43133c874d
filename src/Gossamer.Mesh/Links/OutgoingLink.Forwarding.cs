namespace Gossamer.Mesh;

/// <content>Messages for the peer: queued until it confirms them, or given up.</content>
internal sealed partial class OutgoingLink
{
    /// <summary>Takes a message for the peer, or says at once why not. Messages of one thread keep their order.</summary>
    internal void Forward(Envelope message, PendingDelivery pending)
    {
        if (Enqueue(message, pending) is { } refusal)
        {
            if (message.IsSignal && refusal == UnreachableReason.PeerTooOld)
            {
                pending.Delivered(0);
                return;
            }

            _context.Log.ForwardRefused(message.Id, _peer.Id, refusal);
            _context.Metrics.GivenUp(_peer.Id, 1, refusal);
            _context.Messages.OnGivenUp(_peer.Id, message.Stamp.Number);
            pending.Failed(_peer.Id, refusal);
            return;
        }

        Wake();
    }

    /// <summary>The peer's users have left the directory.</summary>
    internal void PeerGone()
    {
        using (_gate.EnterScope())
        {
            _heardLife = Incarnation.None;
            FailAll(UnreachableReason.PeerGone);
        }
    }

    internal void Settle(in Wire.ReceiptFields receipt)
    {
        using (_gate.EnterScope())
            _queue.Settle(receipt);
    }

    /// <summary>Gives up attempts and messages whose time is over.</summary>
    internal void Tick()
    {
        int expired;
        ulong first;
        using (_gate.EnterScope())
        {
            expired = _queue.Expire(since => _context.Time.GetElapsedTime(since) >= _context.Options.ReceiptTimeout, out first);
            if (_state == LinkState.Connecting && _attempt is { } attempt
                && _context.Time.GetElapsedTime(attempt.Since) >= _context.Options.ConnectTimeout)
                End(attempt, new(LinkCloseCode.ConnectTimedOut));
        }

        GaveUp(expired, UnreachableReason.TimedOut);
        _context.Messages.OnGivenUp(_peer.Id, first);
    }

    private UnreachableReason? Enqueue(Envelope message, PendingDelivery pending)
    {
        var bytes = ForwardCodec.Size(message);
        if (bytes > _context.Options.MaxMessageBytes)
            return UnreachableReason.TooLarge;

        using (_gate.EnterScope())
        {
            if (_stopping)
                return UnreachableReason.Stopping;
            if (_heardLife == Incarnation.None)
                return UnreachableReason.PeerGone;
            if (message.Protocol > _protocol)
                return UnreachableReason.PeerTooOld;
            if (!_queue.TryAdd(message, pending, _context.Time.GetTimestamp(), (int)bytes))
                return UnreachableReason.QueueFull;
            if (!message.IsNodeMessage)
                _forwarded++;
            return null;
        }
    }

    private void FailAll(UnreachableReason reason)
    {
        var failed = _queue.Fail(reason, out var first);
        _context.Messages.OnGivenUp(_peer.Id, first);
        GaveUp(failed, reason);
    }

    private void GaveUp(int messages, UnreachableReason reason)
    {
        if (messages == 0)
            return;
        _context.Log.ForwardsGivenUp(_peer.Id, messages, reason);
        _context.Metrics.GivenUp(_peer.Id, messages, reason);
    }

    private void OnReceipt(long since)
    {
        if (_context.Metrics.TimesReceipts)
            _context.Metrics.Receipt(_peer.Id, _context.Time.GetElapsedTime(since));
    }
}
