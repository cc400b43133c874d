using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <content>Messages that clients of this server send, and those that other servers forward.</content>
internal sealed partial class MeshMessages
{
    [ThreadStatic]
    private static List<NodeId>? _targets;

    /// <summary>
    /// Numbers a message, logs it, hands it to the links of all servers that hold its users, and to the sessions here, in one step for both
    /// users.
    /// </summary>
    /// <remarks>
    /// A repetition of a message that this server has answered, or is working on, is not accepted again: it gets the same outcome. One of a
    /// message that some server did not confirm, or that found nobody, is tried again; those that had it drop it.
    /// </remarks>
    internal ValueTask<DeliveryOutcome> Publish(Envelope message, CancellationToken ct)
    {
        Task<DeliveryOutcome>? outcome;
        int? here = null;
        using (var entered = _streams.Enter(message.From, message.To))
        {
            if (!TryGetOutcome(message.Stamp.Key, entered, out outcome))
            {
                (outcome, here) = Accept(message, entered);
                SetOutcome(message.Stamp.Key, entered, outcome);
            }
        }

        if (here is { } delivered)
            _context.Log.Delivered(message.Id, message.To, delivered);
        return OutcomeOf(outcome, ct);
    }

    // In both users' streams: the sender's may have come from another server since, and only the recipient's is here.
    private static bool TryGetOutcome(
        MessageKey key, in UserStreams.Entered entered, [NotNullWhen(true)] out Task<DeliveryOutcome>? outcome)
    {
        outcome = null;
        return !key.IsNone
            && (entered.Stream.TryGetOutcome(key, out outcome) || entered.Recipient.TryGetOutcome(key, out outcome));
    }

    private static void SetOutcome(MessageKey key, in UserStreams.Entered entered, Task<DeliveryOutcome> outcome)
    {
        if (key.IsNone)
            return;
        entered.Stream.SetOutcome(key, outcome);
        if (entered.Recipient != entered.Stream)
            entered.Recipient.SetOutcome(key, outcome);
    }

    private (Task<DeliveryOutcome> Outcome, int Here) Accept(Envelope message, in UserStreams.Entered entered)
    {
        Number(message, entered);
        var here = DeliverHere(Self, message, entered, isLogged: true);
        var targets = TargetsOf(message, entered); // after logging: who comes now and is not among them pulls the log
        if (targets.Count == 0)
            return (SettledOutcomes.Of(new(here, here > 0 ? 1 : 0, [])), here);
        var pending = new PendingDelivery(here, targets.Count);
        foreach (var node in targets)
            _context.Forward(node, message, pending);
        LogForwarded(message, targets);
        return (pending.Outcome, here);
    }

    /// <summary>Takes a message that another server forwarded. It goes no further.</summary>
    /// <returns>The recipient's sessions that have it or get it.</returns>
    internal int Receive(Origin origin, Envelope message)
    {
        using var entered = _streams.Enter(message.From, message.To);
        if (message.Stamp.Number > 0)
            return Deliver(origin, message, entered);
        // A server of the old system numbers nothing, and sends each of our servers a copy of its own.
        message.Stamp = message.Stamp with { Number = Interlocked.Increment(ref _lastNumber), IsForThisServerOnly = true };
        return Deliver(Self, message, entered);
    }

    private int Deliver(Origin origin, Envelope message, in UserStreams.Entered entered)
    {
        var delivered = DeliverHere(origin, message, entered, message.Stamp.IsKept);
        return CountsFor(origin) ? delivered : 0;
    }

    /// <summary>What others accepted while this server hands off is not handed on, and counts for nobody here.</summary>
    private bool CountsFor(Origin origin) => !_isHandingOff || origin == Self;

    private void Number(Envelope message, in UserStreams.Entered entered)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        message.Stamp = new(
            number, entered.Stream.LastNumber, entered.Recipient.LastNumber, message.Stamp.Key, IdHash.Of(message.Id.Value));
        message.Older = entered.Stream.FollowsSignals || entered.Recipient.FollowsSignals
            ? new(entered.Stream.LastNumberBeforeSignals, entered.Recipient.LastNumberBeforeSignals)
            : null;
        entered.Stream.SetLast(number, message.IsSignal);
        entered.Recipient.SetLast(number, message.IsSignal);
    }

    private int DeliverHere(Origin origin, Envelope message, in UserStreams.Entered entered, bool isLogged)
    {
        var entry = message.ForRecipient(origin);
        if (entered.Stream != entered.Recipient)
            entered.Recipient.LearnKey(entry.Key, entered.Stream);
        Log(entered.Recipient, entry, isLogged);
        if (entered.Stream == entered.Recipient)
            return entered.Recipient.Deliver(entry);
        var own = message.ForSender(origin);
        Log(entered.Stream, own, isLogged);
        entered.Stream.Deliver(own);
        return entered.Recipient.Deliver(entry);
    }

    /// <summary>Whoever delivers a message to a client that may come back keeps it; who accepts one keeps it in any case.</summary>
    private void Log(UserStream stream, in StreamEntry entry, bool isLogged)
    {
        if (isLogged || stream.HasReturningSession)
            stream.Append(entry);
        else
            stream.AddKey(entry);
        if (_isHandingOff && (entry.Origin == Self || entry.Origin == Self.Copies))
            _handoff?.OnLogged(stream.User);
    }

    private List<NodeId> TargetsOf(Envelope message, in UserStreams.Entered entered)
    {
        var targets = _targets ??= [];
        targets.Clear();
        AddLocations(_context.Directory.Find(message.To), targets);
        entered.Recipient.AddHoldersTo(targets);
        if (message.From != message.To)
        {
            AddSendersLocations(message, entered, targets);
            entered.Stream.AddHoldersTo(targets);
        }

        if (Options.Copies > 1)
        {
            message.Stamp = message.Stamp with { IsKept = true }; // for both users, whichever of them is there
            if (targets.Count == 0 && CopyTarget(message.To) is { } copy)
                targets.Add(copy);
        }

        if (message.IsSignal)
            targets.RemoveAll(node => !_context.Speaks(node, MeshProtocol.Signals));
        return targets;
    }

    private void AddLocations(UserLocations locations, List<NodeId> targets)
    {
        foreach (var location in locations)
            Add(location.Node, targets);
    }

    private void AddSendersLocations(Envelope message, in UserStreams.Entered entered, List<NodeId> targets)
    {
        foreach (var location in _context.Directory.Find(message.From))
            if (!HasHad(location.Node, message, entered))
                Add(location.Node, targets);
    }

    /// <summary>
    /// Servers of the old system drop nothing that they had: what has found nobody before does not go to the sender's devices there again.
    /// </summary>
    private bool HasHad(NodeId node, Envelope message, in UserStreams.Entered entered) =>
        _context.Peers.Find(node) is { IsLegacy: true } && !message.Stamp.Key.IsNone
        && entered.Stream.HasFoundNobody(message.Stamp.Key);

    private void Add(NodeId node, List<NodeId> targets)
    {
        if (node != _context.Self && !targets.Contains(node))
            targets.Add(node);
    }

    /// <summary>One of the linked servers, by the recipient: so that a user's messages are in one place.</summary>
    private NodeId? CopyTarget(UserName user)
    {
        var first = (int)(StableHash.Of(user.Value) % (ulong)Math.Max(1, Peers.Count));
        for (var i = 0; i < Peers.Count; i++)
            if (Peers[(first + i) % Peers.Count] is var peer && IsLinked(peer))
                return peer;
        return null;
    }

    private void LogForwarded(Envelope message, List<NodeId> targets)
    {
        if (targets.Count > 0 && _context.Log.IsEnabled(LogLevel.Debug))
            _context.Log.Forwarded(message.Id, string.Join(", ", targets.Select(static node => node.Value).Order(StringComparer.Ordinal)));
    }
}
