using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// Every message with what became of it, and the rules of delivery: an outcome in time, nothing twice, in order, and an outcome
/// that says what was handed over, no more and no less.
/// </summary>
internal sealed class DeliveryLedger(World world)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly Dice _dice = Dice.For(world.Seed, -3);
    private readonly List<Entry> _entries = [];
    private readonly HashSet<Entry> _open = [];
    private readonly Dictionary<(Server From, Server At), long> _last = [];

    internal int Messages => _entries.Count;

    internal int Repeats { get; private set; }

    private bool MayRepeat => world.Seed % 10 is 5 or 6 or 7;

    internal int Outcomes { get; private set; }

    internal int Delivered { get; private set; }

    internal static void Require(bool holds, string invariant, [InterpolatedStringHandlerArgument(nameof(holds))] Because because)
    {
        if (!holds)
            throw new Violation(invariant, because.Text());
    }

    internal Entry Send(Server sender, UserName from, UserName to)
    {
        var entry = new Entry(_entries.Count, sender, from, to, sender.Clock.GetTimestamp()) { At = world.Timeline.Now };
        _entries.Add(entry);
        world.Trace.Add("send", sender.Slot, -1, entry.Number);
        Route(entry, entry);
        return entry;
    }

    /// <summary>
    /// Sends one of the latest messages again, as its sender would who lost its connection before the answer: from this server, be it
    /// the one that had it first or another. In some schedules only: the others stay as they are.
    /// </summary>
    internal void Repeat(Server sender)
    {
        if (!MayRepeat || _entries.Count == 0 || !_dice.Chance(0.3))
            return;
        var first = _entries[Math.Max(0, _entries.Count - 1 - _dice.Below(20))];
        if (world.Timeline.Now - first.At > sender.Options.RepeatWindow.Ticks / 2)
            return;
        first.IsRepeated = true;
        world.Trace.Add("again", sender.Slot, first.Sender.Slot, first.Number);
        var isKnown = first.Sender == sender && first.Outcome is { IsCompletedSuccessfully: true } known
            && known.Result.Unreachable.IsEmpty;
        var again = new Entry(first.Number, sender, first.From, first.To, sender.Clock.GetTimestamp()) { IsRepeated = true,
            SameAs = isKnown ? first : null };
        Route(first, again);
        Repeats++;
    }

    private void Route(Entry first, Entry entry)
    {
        _open.Add(entry);
        var id = new MessageId(first.Number.ToString(CultureInfo.InvariantCulture));
        var message = new Envelope(id, first.From, first.To, new byte[] { 1, 2, 3 }) { MayRepeat = MayRepeat };
        entry.Outcome = entry.Sender.Node.RouteAsync(message, CancellationToken.None).AsTask();
    }

    internal void Handed(long number, Server at, int connections)
    {
        var entry = _entries[(int)number];
        world.Trace.Add("handed", at.Slot, entry.Sender.Slot, number);
        Require(entry.HandedAt.TrueForAll(h => h.At != at), "once", $"message {number} of {entry.Sender} came twice to {at}");
        entry.HandedAt.Add((at, connections));
        if (entry.IsRepeated)
            return; // it comes when it comes
        var last = _last.GetValueOrDefault((entry.Sender, at), -1);
        Require(number > last, "in-order", $"message {number} of {entry.Sender} came to {at} after {last}");
        _last[(entry.Sender, at)] = number;
    }

    /// <summary>Looks at all messages that had no outcome yet.</summary>
    internal void Check()
    {
        foreach (var entry in _open.Where(e => e.Outcome.IsCompleted || e.Sender.IsDead || IsLate(e)).ToArray())
        {
            _open.Remove(entry);
            if (entry.Outcome.IsCompleted)
                CheckOutcome(entry, entry.Outcome.Result);
            else
                Require(entry.Sender.IsDead, "outcome", $"message {entry.Number} of {entry.Sender} to {entry.To} has none in time");
        }
    }

    private static void CheckOutcome(Entry entry, DeliveryOutcome outcome)
    {
        if (entry.SameAs is { Outcome: var first })
        {
            Require(
                (outcome.Delivered, outcome.Servers) == (first.Result.Delivered, first.Result.Servers)
                    && outcome.Unreachable.IsEmpty, "same-answer",
                $"message {entry.Number} of {entry.Sender} got {first.Result}, then {outcome}");
        }

        if (entry.IsRepeated)
            return; // who was reached by which sending nobody can tell
        var confirmed = entry.HandedAt.Where(h => !outcome.Unreachable.Contains(h.At.Id)).ToArray();
        var (connections, servers) = (confirmed.Sum(h => h.Connections), confirmed.Count(h => h.Connections > 0));
        Require(
            (outcome.Delivered, outcome.Servers) == (connections, servers), "acknowledged",
            $"message {entry.Number} of {entry.Sender}: {outcome}, but handed to {string.Join(", ", entry.HandedAt)}");
        for (var i = 0; i < outcome.Unreachable.Length; i++)
        {
            var (node, reason) = (outcome.Unreachable[i], outcome.Reasons[i]);
            Require(
                reason is not (UnreachableReason.QueueFull or UnreachableReason.TooLarge)
                    || entry.HandedAt.TrueForAll(h => h.At.Id != node),
                "refused", $"message {entry.Number} was refused for {node}, {reason}, and came there");
        }
    }

    private bool IsLate(Entry entry)
    {
        var sender = entry.Sender;
        var allowed = Bound.Outcome(sender.Options) + Slack;
        return !sender.IsPaused && sender.Clock.GetElapsedTime(entry.SentAt) > allowed
            && world.Timeline.Now - sender.ResumedAt > 2 * Bound.Tick(sender.Options).Ticks;
    }

    /// <summary>The whole count; called once at the end of a run.</summary>
    internal void Close()
    {
        Check();
        Outcomes = _entries.Count(e => e.Outcome.IsCompleted);
        Delivered = _entries.Count(e => e.Outcome.IsCompleted && e.Outcome.Result.Delivered > 0);
    }

    internal sealed record Entry(int Number, Server Sender, UserName From, UserName To, long SentAt)
    {
        internal Task<DeliveryOutcome> Outcome { get; set; } = null!;

        internal long At { get; init; }

        internal bool IsRepeated { get; set; }

        /// <summary>The first sending, where this one must have its answer.</summary>
        internal Entry? SameAs { get; init; }

        internal List<(Server At, int Connections)> HandedAt { get; } = [];
    }
}
