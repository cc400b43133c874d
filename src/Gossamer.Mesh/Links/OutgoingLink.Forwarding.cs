namespace Gossamer.Mesh;

internal sealed partial class OutgoingLink
{
    /// <summary>Takes a message for the peer, or says at once why not. Messages of one thread keep their order.</summary>
    internal void Forward(Envelope message, PendingDelivery pending)
    {
        if (Enqueue(message, pending) is { } refusal)
        {
            _context.Log.ForwardRefused(message.Id, _peer.Id, refusal);
            _context.Messages.OnGivenUp(_peer.Id, message.Stamp.Number);
            pending.Failed(_peer.Id, refusal);
            return;
        }

        Wake();
    }

    /// <summary>The peer is heard in this life; messages meant for an earlier one are given up.</summary>
    internal void PeerLives(HeardState heard)
    {
        using (_gate.EnterScope())
        {
            if (_stream != heard.Incarnation && _stream != Incarnation.None)
                FailAll(UnreachableReason.PeerRestarted);
            _stream = heard.Incarnation;
            _heard = heard;
        }

        Nudge();
        Wake();
    }

    /// <summary>The peer is not heard at the moment. Its messages wait: it may come back.</summary>
    internal void PeerUnheard()
    {
        _heard = HeardState.Nothing;
        Wake();
    }

    /// <summary>The peer's users have left the directory.</summary>
    internal void PeerGone()
    {
        using (_gate.EnterScope())
        {
            _stream = Incarnation.None;
            FailAll(UnreachableReason.PeerGone);
        }
    }

    internal void Settle(Wire.Receipt receipt)
    {
        using (_gate.EnterScope())
            _queue.Settle(receipt.UpTo, receipt.Delivered);
    }

    /// <summary>The peer says which of this server's links it hears.</summary>
    /// <returns>Whether it hears the present link for the first time.</returns>
    internal bool PeerHears(Incarnation incarnation, ulong link)
    {
        using (_gate.EnterScope())
        {
            if (_attempt is not { } attempt || _state is not (LinkState.Open or LinkState.Up))
                return false;

            if (incarnation == _context.Incarnation && link == attempt.Number)
            {
                if (_state == LinkState.Up)
                    return false;
                _state = LinkState.Up;
                _backoff.Reset();
                _context.Log.LinkUp(_peer.Id, attempt.Number);
                return true;
            }

            if (_context.Time.GetElapsedTime(attempt.Since) > _context.Options.HeartbeatTimeout)
            {
                // TCP may take minutes to find out what the peer has just said: a cut in this direction alone, or one that healed.
                End(attempt, new(LinkCloseCode.NotHeard));
            }

            return false;
        }
    }

    internal void SendHeartbeat()
    {
        using (_gate.EnterScope())
        {
            if (_attempt is { } attempt)
                attempt.HeartbeatDue = true;
        }

        Wake();
    }

    internal void SendDigest()
    {
        _feed.RequestDigest();
        Wake();
    }

    /// <summary>Receipts wait.</summary>
    internal void SendReceipts() => Wake();

    /// <summary>Asks the peer for its list of users.</summary>
    internal void WantSnapshot()
    {
        using (_gate.EnterScope())
            _snapshotWanted = true;
        Wake();
    }

    /// <summary>The peer asks for this server's list of users.</summary>
    internal void SendSnapshot()
    {
        using (_gate.EnterScope())
        {
            if (_state is LinkState.Open or LinkState.Up)
                _feed.Restart();
        }

        Wake();
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

        if (expired > 0)
            _context.Log.ForwardsGivenUp(_peer.Id, expired, UnreachableReason.TimedOut);
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
            if (_stream == Incarnation.None)
                return UnreachableReason.PeerGone;
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
        if (failed > 0)
            _context.Log.ForwardsGivenUp(_peer.Id, failed, reason);
    }
}
