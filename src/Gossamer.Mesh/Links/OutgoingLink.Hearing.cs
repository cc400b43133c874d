namespace Gossamer.Mesh;

/// <content>Whether the peer is heard, and hears this link; what else it is sent than messages.</content>
internal sealed partial class OutgoingLink
{
    /// <summary>The peer is heard in this life; messages meant for an earlier one are given up.</summary>
    /// <param name="heard">The life, and its link.</param>
    /// <param name="protocol">The version of the protocol that is spoken with it.</param>
    internal void PeerLives(HeardState heard, uint protocol)
    {
        using (_gate.EnterScope())
        {
            if (_heardLife != heard.Incarnation && _heardLife != Incarnation.None)
                FailAll(UnreachableReason.PeerRestarted);
            (_heardLife, _protocol) = (heard.Incarnation, protocol);
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
                _context.Metrics.LinkUp(_peer.Id, isOutgoing: true);
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
        _rooms.RequestDigest();
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

    /// <summary>Asks the peer for its rooms.</summary>
    internal void WantRooms()
    {
        using (_gate.EnterScope())
            _roomsWanted = true;
        Wake();
    }

    /// <summary>The peer asks for this server's rooms.</summary>
    internal void SendRooms()
    {
        using (_gate.EnterScope())
        {
            if (_state is LinkState.Open or LinkState.Up)
                _rooms.Restart();
        }

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
}
