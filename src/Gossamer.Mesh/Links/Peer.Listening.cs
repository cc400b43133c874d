using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

internal sealed partial class Peer
{
    /// <summary>Works off a frame, in the order of its fields.</summary>
    internal void Process(IncomingLink link, in ArrivedFrame frame)
    {
        if (_context.Batch is not { } batch || !batch.TryBegin())
        {
            ProcessAlone(link, frame);
            return;
        }

        try
        {
            ProcessAlone(link, frame);
        }
        finally
        {
            batch.End();
        }
    }

    private void ProcessAlone(IncomingLink link, in ArrivedFrame frame)
    {
        LinkClose? end;
        using (_gate.EnterScope())
        {
            if (_incoming != link)
                return;
            link.LastHeard = _context.Time.GetTimestamp();
            _listing.Enter(frame.Other);
            end = ProcessLocked(link, frame) ?? _conduct.TakeForgery();
            _listing.Leave();
        }

        if (end is { } reason)
            link.End(reason);
        NotifyNames();
    }

    private LinkClose? ProcessLocked(IncomingLink link, in ArrivedFrame arrived)
    {
        var frame = arrived.Other;
        if (frame.Heartbeat is { } heartbeat)
            OnHeartbeat(link, heartbeat);
        if (link.IsForThisLife)
        {
            foreach (var receipt in arrived.Receipts)
                Outgoing.Settle(receipt);
            if (OnForwards(arrived.Forwards, link.Protocol) is { } broken)
                return broken;
        }

        if (frame.SnapshotRequest is not null)
            Outgoing.SendSnapshot();
        if ((OnPresence(frame) ?? OnRooms(frame.Rooms)) is { } end)
            return end;
        if (frame.Goodbye is null)
            return null;

        // Gone before the link is lost: no grace for who said goodbye.
        Volatile.Write(ref _lastHeard, link.LastHeard);
        _incoming = null;
        _unheardSince = _context.Time.GetTimestamp();
        Outgoing.PeerUnheard();
        _context.Messages.OnLost(_id);
        _context.Metrics.LinkDown(_id, isOutgoing: false, LinkCloseCode.Goodbye);
        Gone("it said goodbye", isGoodbye: true);
        return new(LinkCloseCode.Goodbye);
    }

    private void OnHeartbeat(IncomingLink link, Heartbeat heartbeat)
    {
        var incarnation = new Incarnation(heartbeat.HeardIncarnation);
        link.IsForThisLife = incarnation == _context.Incarnation;
        _roundTrip.OnHeartbeat(heartbeat, link.IsForThisLife);
        _received.Forget(heartbeat.SettledBelow);
        _context.Messages.OnHeartbeat(_id, heartbeat.LastNumber);
        if (Outgoing.PeerHears(incarnation, heartbeat.HeardLink))
            _context.Messages.OnLinked(_id);
    }

    private LinkClose? OnForwards(ArrivedFrame.ForwardEnumerator forwards, uint protocol)
    {
        foreach (var forward in forwards)
        {
            if (!ForwardCodec.TryDecode(forward, protocol, out var message))
                return new(LinkCloseCode.Malformed, "a forward without a valid sender, recipient or sequence number");
            _receiptUrgency.Add(forward);
            if (_received.IsRepeated(forward.Sequence))
                _context.Log.ForwardRepeated(message.Id, _id, forward.Sequence);
            else
                _received.Delivered(forward.Sequence, message.IsNodeMessage ? OnNodeMessage(message) : OnMessage(message));
        }

        if (_receiptUrgency.TakeIsUrgent())
            Outgoing.SendReceipts();
        return null;
    }

    private int OnMessage(Envelope message)
    {
        try
        {
            return BreachOf(message) is { } breach ? Refuse(message, breach) : Deliver(message);
        }
        catch (Exception e) // a fault of the outboxes must not end the link: the peer would send the same message for ever
        {
            _context.Log.DeliveryFailed(e, message.Id, _id);
            return 0;
        }
    }

    private int Refuse(Envelope message, PeerBreach breach)
    {
        _conduct.Refuse(breach);
        if (breach == PeerBreach.Sender)
            _context.Messages.OnRefused(_id, _origin, message);
        return 0;
    }

    private PeerBreach? BreachOf(Envelope message) =>
        _context.Options.RequireListedSenders && !_listing.Has(message.From)
            ? PeerBreach.Sender
            : ForwardRules.BreachOf(message, _context.Frames);

    private int Deliver(Envelope message)
    {
        _forwardsHad++;
        _context.Messages.OnNumber(_id, message.Stamp.Number);
        using var activity = MeshActivities.StartDeliver(_context.Self, _id, message);
        var connections = _context.Messages.Receive(_origin, message);
        MeshActivities.End(activity, connections);
        _context.Log.DeliveredFromPeer(message.Id, _id, message.To, connections);
        return connections;
    }

    private int OnNodeMessage(Envelope message)
    {
        try
        {
            using var activity = MeshActivities.StartDeliver(_context.Self, _id, message);
            return _context.Channels.Dispatch(message.Channel!, _id, message.Frame.Span);
        }
        catch (Exception e) // as with messages
        {
            _context.Log.NodeMessageFailed(e, _id);
            return 0;
        }
    }
}
