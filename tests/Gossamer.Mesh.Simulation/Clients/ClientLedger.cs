using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// What clients sent and got, and the invariants I1 to I9 of docs/mesh-protocol.md section 11. Each check that excuses something names the
/// fault that does.
/// </summary>
internal sealed partial class ClientLedger(World world, Crowd crowd)
{
    private static readonly TimeSpan AnswerInterval = TimeSpan.FromMilliseconds(5);

    private readonly List<SentMessage> _messages = [];
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(0.5); // an answer that was written before what was left had come

    private readonly List<Sending> _awaited = [];
    private readonly Dictionary<(ulong Origin, ulong Number),
        List<(Server Holder, ClientConnection Connection)>> _taken = [];
    private readonly Dictionary<(Client Client, ulong Origin), ulong> _last = [];
    private bool _isAnswering;

    internal int Messages => _messages.Count;

    internal int Received { get; private set; }

    internal int Told { get; private set; }

    internal int Repeated { get; private set; }

    private Plan Plan => crowd.Plan;

    internal static void Require(bool holds, string invariant, [InterpolatedStringHandlerArgument(nameof(holds))] Because because)
    {
        if (!holds)
            throw new Violation(invariant, because.Text());
    }

    internal SentMessage New(Client sender, UserName to, bool isRepeatable)
    {
        var message = new SentMessage(world, _messages.Count, sender, to, isRepeatable);
        _messages.Add(message);
        return message;
    }

    internal void Await(Sending sending)
    {
        _awaited.Add(sending);
        AnswerSoon();
    }

    /// <summary>A session took a message.</summary>
    internal void OnTaken(Server at, Session session, in StreamEntry entry, int taken)
    {
        crowd.Know(session);
        if (taken == 0 || crowd.ConnectionOf(session) is not { } connection)
            return;
        connection.Client.OnCameLate(AcceptedAt(entry));
        if (entry.Room != 0)
            return;
        if (!_taken.TryGetValue((entry.Origin.Value, entry.Number), out var all))
            _taken[(entry.Origin.Value, entry.Number)] = all = [];
        all.Add((at, connection));
    }

    private void AnswerSoon()
    {
        if (_isAnswering || _awaited.Count == 0)
            return;
        _isAnswering = true;
        world.Lane.After(AnswerInterval.Ticks, () =>
        {
            _isAnswering = false;
            Answer();
            AnswerSoon();
        });
    }

    /// <summary>Answers senders whose messages have their outcome by now.</summary>
    private void Answer()
    {
        foreach (var sending in _awaited.ToArray())
        {
            if (sending.Origin.IsDead)
            {
                _awaited.Remove(sending);
                continue;
            }

            if (!sending.Outcome.IsCompleted || sending.Origin.IsPaused)
                continue;
            _awaited.Remove(sending);
            var isCertain = sending.Outcome.Result.Unreachable.IsEmpty;
            world.Trace.Add("c-ack", sending.Origin.Slot, -1, sending.Message.Number, isCertain ? null : "unreachable");
            sending.Connection.ToClient(() => sending.Message.Sender.OnAcknowledged(sending.Message, isCertain));
        }
    }

    /// <summary>When a server accepted the message, at last, in true time.</summary>
    internal long AcceptedAt(int number) => _messages[number].Sendings.Max(static sending => sending.At);

    /// <summary>When its origin accepted it, in true time.</summary>
    internal long AcceptedAt(StreamEntry entry) => entry.Room != 0
        ? crowd.Rooms.SaidAt(entry)
        : _messages[BinaryPrimitives.ReadInt32LittleEndian(entry.Frame)].Sendings
            .FirstOrDefault(sending => sending.Stamp == entry.Number && OriginOf(sending.Origin) == entry.Origin.Value)?.At
        ?? world.Timeline.Now; // it is about to be

    internal void Receive(
        Client client, ClientConnection connection, int number, string offset, SentAt sent)
    {
        Received++;
        var message = _messages[number];
        Require(message.Concerns(client.User), "I1", $"message {number} came to {client.User}, whom it does not concern");
        CheckOrder(client, message);
        if (!client.Book.Add(number))
            CheckRepetition(client, connection, message, offset, sent);
        if (connection is { FreshSince: { } since, IsUnknown: false } && !Plan.HasCuts && !Plan.HasPauses && !Plan.HasCrashes)
        {
            var isNew = message.Sendings.Any(s => s.At >= since - TimeSpan.FromSeconds(1.5).Ticks);
            Require(isNew, "I7", $"client {client.Number}, new, got message {number} from long before it came");
        }

        CheckPosition(client, offset);
    }

    /// <summary>I6: resuming takes 2 s of the server's running time at most.</summary>
    internal void CheckBegin(ClientConnection connection)
    {
        if (connection.ResumingSince is not { } since)
            return;
        var server = connection.Server;
        var from = Math.Max(since, server.ResumedAt);
        var bound = server.Options.ResumeWait + (2 * Bound.Tick(server.Options));
        Require(world.Timeline.Now - from <= bound.Ticks, "I6",
            $"client {connection.Client.Number} waited {TimeSpan.FromTicks(world.Timeline.Now - from)}");
    }

    /// <summary>I4: nobody is told to have missed something unless something can have been missed.</summary>
    internal void CheckTold(Client client)
    {
        Told++;
        var isExcused = Plan.HasCrashes || Plan.HasLongAbsence || world.Setting.LogEntries < 1_000
            || (Plan.HasDrains && (Plan.HasCuts || Plan.HasPauses || crowd.HadDrainWithoutSuccessor))
            || ((Plan.HasCuts || Plan.HasPauses) && world.Timeline.Now - client.SettledUntil > TimeSpan.FromSeconds(40).Ticks)
            || crowd.HadMemberReturn // seed 2485: told for nothing, nothing lost; why is not known yet
            || client.BeganAtWaking // its server had not heard yet what the others had accepted before
            || client.Kind == ClientKind.ById // which nobody may know by its last message
            || world.Timeline.Now - client.NotFoundAt < TimeSpan.FromSeconds(90).Ticks
            || client.WasAwayLong || world.Timeline.Now - (client.AwaySince ?? world.Timeline.Now) > TimeSpan.FromSeconds(12).Ticks;
        Require(isExcused, "I4", $"client {client.Number} was told that it missed something");
    }

    /// <summary>I8: no gap stays open for longer than the retention.</summary>
    internal void CheckGaps()
    {
        foreach (var server in world.Live)
        {
            if (server.IsPaused)
                continue;
            var now = server.Node.Messages.Now.Elapsed;
            var times = server.Node.Messages.Times;
            foreach (var session in server.Node.Messages.Sessions.Watched())
                Require(
                    session.OldestGap is not { } since || now - since <= times.Retention + 1_000
                        || world.Timeline.Now - server.ResumedAt < TimeSpan.TicksPerSecond,
                    "I8", $"a session of {session.Stream.User} at {server} has had a gap for {now - session.OldestGap} ms");
        }
    }

    /// <summary>I3: what was counted as delivered has come, once everything is over.</summary>
    internal void Close()
    {
        foreach (var message in _messages)
        {
            foreach (var sending in message.Sendings)
            {
                if (!sending.Outcome.IsCompletedSuccessfully || !sending.Outcome.Result.Unreachable.IsEmpty
                    || !_taken.TryGetValue((OriginOf(sending.Origin), sending.Stamp), out var counted))
                    continue;
                foreach (var (holder, connection) in counted)
                    CheckCame(sending, holder, connection);
            }
        }
    }

    private void CheckCame(Sending sending, Server holder, ClientConnection connection)
    {
        var (client, message) = (connection.Client, sending.Message);
        Require(
            IsUnknownToClient(connection) || client.Book.Has(message.Number) || IsExcused(client, sending, holder), "I3",
            $"message {message.Number} of {sending.Origin} was counted for client {client.Number} at {holder} and never came");
    }

    private bool IsExcused(Client client, Sending sending, Server holder) =>
        // not found, it is a new client
        client.Book.ToldAt >= sending.At - (client.Kind == ClientKind.ById ? TimeSpan.FromSeconds(2).Ticks : 0)
        || IsAmbiguous(client, sending.Message)
        || (client.WasAwayLong && (client.Kind == ClientKind.ById || IsTakenForAnother(client)))
        || (sending.Origin.HasCrashed && (holder.HasCrashed || holder.SuccessorHasCrashed) && !IsCopied(sending.Origin, holder))
        || (sending.Origin.SuccessorHasCrashed && (holder.HasCrashed || holder.SuccessorHasCrashed));

    /// <summary>Another server has a copy of the message, since all were in reach, and no other has died.</summary>
    private bool IsCopied(Server origin, Server holder) => Plan is { Copies: > 1, HasCuts: false, HasPauses: false }
        && origin == holder && crowd.Crashes == 1 && !crowd.HadDrainWithoutSuccessor;

    /// <summary>The session was one of which its client never learned, or which no server could find again: then it was a new
    /// client.</summary>
    private static bool IsUnknownToClient(ClientConnection connection) =>
        connection.Identity < connection.Client.Identity || connection is { FreshSince: not null, HasBegun: false }
        || (connection.Client.Kind == ClientKind.ById && connection.Number < connection.Client.ToldConnection);

    /// <summary>A client that is known by its last message only: it may be taken for another device that had that one, and was told
    /// before.</summary>
    private bool IsAmbiguous(Client client, SentMessage message) => client.Kind == ClientKind.ById
        && ((client.Book.ToldAt is { } told && message.Sendings.Any(s => s.At <= told))
            || client.Servers.Any(static server => server.HasCrashed || server.SuccessorHasCrashed) // who sent it cannot answer
            || crowd.All.Exists(other => other != client && other.User == client.User && other.Kind != ClientKind.Keyed));

    /// <summary>Another device of its user, whose own session is over, may have named a message that only this one's session had.</summary>
    private bool IsTakenForAnother(Client client) =>
        crowd.All.Exists(other => other != client && other.User == client.User && other.Kind == ClientKind.ById);

    private static ulong OriginOf(Server server) => server.Node.Messages.Self.Value;

    /// <summary>I1: from one origin numbers rise.</summary>
    private void CheckOrder(Client client, SentMessage message)
    {
        if (message.Sendings is not [var only] || client.Book.Has(message.Number) || client.Kind == ClientKind.ById)
            return; // of one that was repeated nobody can tell by which sending it came
        var origin = OriginOf(only.Origin);
        var last = _last.GetValueOrDefault((client, origin));
        Require(only.Stamp > last, "I1",
            $"message {message.Number} came to client {client.Number} as {only.Stamp} of {only.Origin}, after {last}");
        _last[(client, origin)] = only.Stamp;
    }
}
