using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// Every message with what became of it, and the rules of delivery: an outcome in time, nothing twice, in order, and an outcome
/// that says what servers counted, which is what sessions had or get.
/// </summary>
internal sealed class DeliveryLedger(World world)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly Dice _dice = Dice.For(world.Seed, -3);
    private readonly List<Entry> _entries = [];
    private readonly HashSet<Entry> _open = [];
    private readonly List<Owed> _owed = [];

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
        var message = new Envelope(id, first.From, first.To, ServerSession.FrameOf(first.Number))
        {
            At = entry.Sender.Clock.GetUtcNow().ToUnixTimeMilliseconds(),
            MayRepeat = MayRepeat,
        };
        entry.Outcome = entry.Sender.Node.RouteAsync(message, CancellationToken.None).AsTask();
    }

    internal void Handed(int number, ServerSession to)
    {
        var entry = _entries[number];
        world.Trace.Add("handed", to.At.Slot, entry.Sender.Slot, number);
        Require(to.User == entry.To || to.User == entry.From, "addressee",
            $"message {number} from {entry.From} to {entry.To} came to {to}");
        Require(!entry.HandedTo.Contains(to), "once", $"message {number} of {entry.Sender} came twice to {to}");
        entry.HandedTo.Add(to);
        if (entry.IsRepeated)
            return; // it comes when it comes
        var last = to.LastOf.GetValueOrDefault(entry.Sender, -1);
        Require(number > last, "in-order", $"message {number} of {entry.Sender} came to {to} after {last}");
        to.LastOf[entry.Sender] = number;
    }

    /// <summary>A session is told that something was lost.</summary>
    internal void Lost(ServerSession to) => world.Trace.Add("lost", to.At.Slot);

    /// <summary>
    /// A server has taken a message, as the one that accepts it or by a forward, and says how many of its recipient's sessions have it or
    /// get it. Those that were not handed it by now wait for an earlier one, and must get both.
    /// </summary>
    internal void Taken(int number, Server at, int connections)
    {
        var entry = _entries[number];
        var handed = entry.HandedAt(at);
        // Of a repetition that was accepted before the session knew of that server the session says no more than that it is from before.
        Require(
            handed <= connections || entry.IsRepeated, "counted",
            $"message {number} was handed to {handed} sessions of {entry.To} at {at}, which counts {connections}");
        Require(
            connections <= at.SessionsOf(entry.To).Count, "counted",
            $"{at} counts {connections} sessions for message {number}, but has {at.SessionsOf(entry.To).Count} of {entry.To}");
        entry.TakenAt.Add((at, connections));
        if (handed < connections)
            _owed.Add(new(entry, at, connections - handed, [.. at.SessionsOf(entry.To).Where(s => !entry.HandedTo.Contains(s))],
                at.Clock.GetTimestamp()));
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

        _owed.RemoveAll(IsPaid);
    }

    private static void CheckOutcome(Entry entry, DeliveryOutcome outcome)
    {
        if (entry.SameAs is { Outcome: { Result.Delivered: > 0 } first }) // what found nobody is tried anew (ADR 35)
        {
            Require(
                (outcome.Delivered, outcome.Servers) == (first.Result.Delivered, first.Result.Servers)
                    && outcome.Unreachable.IsEmpty, "same-answer",
                $"message {entry.Number} of {entry.Sender} got {first.Result}, then {outcome}");
        }

        if (entry.IsRepeated)
            return; // who was reached by which sending nobody can tell
        // What the servers counted that the outcome does not name as unreachable. Not counted, though it came: to a session that its server
        // told of too late for a forward, or that was behind a cut - both pull it, or are sent it, by the next number or snapshot - and at
        // a server whose receipt was lost.
        var confirmed = entry.TakenAt.Where(h => !outcome.Unreachable.Contains(h.At.Id)).ToArray();
        var (connections, servers) = (confirmed.Sum(h => h.Connections), confirmed.Count(h => h.Connections > 0));
        Require(
            (outcome.Delivered, outcome.Servers) == (connections, servers), "acknowledged",
            $"message {entry.Number} of {entry.Sender}: {outcome}, but counted were {string.Join(", ", entry.TakenAt)}");
        for (var i = 0; i < outcome.Unreachable.Length; i++)
        {
            // It may come all the same, as above; but not as this forward.
            var (node, reason) = (outcome.Unreachable[i], outcome.Reasons[i]);
            Require(
                reason is not (UnreachableReason.QueueFull or UnreachableReason.TooLarge)
                    || entry.TakenAt.TrueForAll(h => h.At.Id != node),
                "refused", $"message {entry.Number} was refused for {node}, {reason}, and was forwarded there");
        }
    }

    /// <summary>
    /// Who counted for a message that waits behind a gap has it by the time at which no gap is open any more, unless it left. A server that
    /// is dead or paused hands out nothing.
    /// </summary>
    private bool IsPaid(Owed owed)
    {
        var (entry, at, sessions, among, since) = owed;
        if (at.IsDead || among.Count(session => session.HasLeft || entry.HandedTo.Contains(session)) >= sessions)
            return true;
        var tick = Bound.Tick(at.Options);
        var limit = at.Node.Messages.Times.Retention + (2 * tick.TotalMilliseconds);
        Require(
            at.IsPaused || at.Clock.GetElapsedTime(since).TotalMilliseconds < limit || world.Timeline.Now - at.ResumedAt < 2 * tick.Ticks,
            "held-back",
                $"message {entry.Number} of {entry.Sender} was counted for {sessions} of {string.Join(", ", among)}, who wait for it");
        return false;
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

    private sealed record Owed(Entry Entry, Server At, int Sessions, ServerSession[] Among, long Since);

    internal sealed record Entry(int Number, Server Sender, UserName From, UserName To, long SentAt)
    {
        internal Task<DeliveryOutcome> Outcome { get; set; } = null!;

        internal long At { get; init; }

        internal bool IsRepeated { get; set; }

        /// <summary>The first sending, where this one must have its answer.</summary>
        internal Entry? SameAs { get; init; }

        internal List<ServerSession> HandedTo { get; } = [];

        /// <summary>Servers that took it, and what they counted.</summary>
        internal List<(Server At, int Connections)> TakenAt { get; } = [];

        /// <summary>The recipient's sessions now at a server that were handed it.</summary>
        internal int HandedAt(Server at) => HandedTo.Count(session => session.At == at && session.User == To && !session.HasLeft);
    }
}
