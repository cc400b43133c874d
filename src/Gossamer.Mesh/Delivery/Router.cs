using System.Collections.Frozen;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <summary>
/// From a message to those who get it: the connections here, and once each other server that holds the recipient or the
/// sender's other connections. What comes from a peer is delivered here and goes no further, so it never comes here.
/// </summary>
internal sealed class Router(MeshContext context, FrozenDictionary<NodeId, OutgoingLink> links)
{
    /// <summary>Delivers here and hands over to the links before it returns.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sent">To be told the outcome, if the message may be repeated.</param>
    /// <param name="ct">Ends the waiting.</param>
    internal ValueTask<DeliveryOutcome> Route(Envelope message, PublishIdempotencyCache.Entry? sent, CancellationToken ct)
    {
        var here = context.Deduplicator.Deliver(message);
        context.Log.Delivered(message.Id, message.To, here);

        var recipient = context.Directory.Find(message.To);
        var sender = message.From == message.To ? default : context.Directory.Find(message.From);
        var remote = CountRemote(recipient, sender);
        if (remote == 0)
        {
            var outcome = OutcomeHere(here);
            sent?.Complete(outcome);
            return new(outcome);
        }

        var pending = new PendingDelivery(Math.Max(0, here), remote, sent);
        if (here == ILocalDelivery.Refused)
            pending.RefusedHere(context.Self);
        foreach (var location in recipient)
            ForwardTo(location.Node, message, pending);
        foreach (var location in sender)
            if (recipient.ConnectionsAt(location.Node) == 0)
                ForwardTo(location.Node, message, pending);
        LogForwarded(message, recipient, sender);
        return new(ct.CanBeCanceled ? pending.Outcome.WaitAsync(ct) : pending.Outcome);
    }

    /// <summary>Sends a node message to one server.</summary>
    internal ValueTask<DeliveryOutcome> SendToNode(NodeId node, Envelope message)
    {
        if (!links.TryGetValue(node, out var link))
            return new(new DeliveryOutcome(0, 0, [node]) { Reasons = [UnreachableReason.PeerGone] });
        var pending = new PendingDelivery(0, 1);
        link.Forward(message, pending);
        return new(pending.Outcome);
    }

    private DeliveryOutcome OutcomeHere(int here) => here == ILocalDelivery.Refused
        ? new(0, 0, [context.Self]) { Reasons = [UnreachableReason.Refused] }
        : new(here, here > 0 ? 1 : 0, []);

    private int CountRemote(UserLocations recipient, UserLocations sender)
    {
        var remote = 0;
        foreach (var location in recipient)
            remote += location.Node == context.Self ? 0 : 1;
        foreach (var location in sender)
            remote += location.Node == context.Self || recipient.ConnectionsAt(location.Node) > 0 ? 0 : 1;
        return remote;
    }

    private void ForwardTo(NodeId node, Envelope message, PendingDelivery pending)
    {
        if (node != context.Self)
            links[node].Forward(message, pending);
    }

    private void LogForwarded(Envelope message, UserLocations recipient, UserLocations sender)
    {
        if (!context.Log.IsEnabled(LogLevel.Debug))
            return;
        SortedSet<string> nodes = new(StringComparer.Ordinal);
        foreach (var location in recipient)
            nodes.Add(location.Node.Value);
        foreach (var location in sender)
            nodes.Add(location.Node.Value);
        nodes.Remove(context.Self.Value);
        context.Log.Forwarded(message.Id, string.Join(", ", nodes));
    }
}
