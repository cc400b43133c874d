using Google.Protobuf;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// What servers say to each other about clients that come back: node messages, so that they keep their order with the messages of their
/// link. Incoming ones are handled under the peer's lock, one function a message.
/// </summary>
internal sealed class RecoveryChannel(MeshMessages messages, MeshContext context)
{
    internal const string Name = "recovery";

    internal Locator Locator { get; } = new(messages);

    internal void Tick()
    {
        Locator.Tick();
        foreach (var peer in context.Peers.All)
        {
            peer.Pulls.Tick();
            AnswerPulls(peer);
        }
    }

    /// <summary>The peer speaks in another life: what it had begun to say stays unfinished.</summary>
    internal void OnNewLife(NodeId peer)
    {
        context.Peers.Find(peer)?.Answers.Clear();
        context.Peers.Find(peer)?.Pulls.Clear();
    }

    /// <summary>The peer's users have left the directory: nobody there waits for answers.</summary>
    internal void OnGone(NodeId peer) => context.Peers.Find(peer)?.Pulls.Clear();

    internal void OnLinked(NodeId peer) => Locator.OnLinked(peer);

    internal bool OnNodeMessage(NodeId from, ReadOnlySpan<byte> payload)
    {
        if (context.Peers.Find(from) is not { Life: { } life } peer || RecoveryCodec.Read(payload) is not { } message)
            return false;
        switch (message.KindCase)
        {
            case RecoveryMessage.KindOneofCase.Pull:
                return OnPull(peer, message.Pull);
            case RecoveryMessage.KindOneofCase.Entries:
                OnEntries(peer, life.Origin, message.Entries);
                return true;
            case RecoveryMessage.KindOneofCase.Missed:
                return OnMissed(peer, life.Origin, message.Missed);
            case RecoveryMessage.KindOneofCase.Locate:
                return OnLocate(from, message.Locate);
            case RecoveryMessage.KindOneofCase.Located:
                OnLocated(peer, message.Located);
                return true;
            case RecoveryMessage.KindOneofCase.HandoffPiece:
                return messages.Inherit(message.HandoffPiece, life.Origin, peer);
            case RecoveryMessage.KindOneofCase.Ended:
                return messages.Inherit(message.Ended, life);
            case RecoveryMessage.KindOneofCase.Inherited:
                life.HasInherited();
                messages.OnLeftToOther(message.Inherited.Lives.Select(static left => new Origin(left)));
                return true;
            default:
                return false;
        }
    }

    internal void Pull(Session session, NodeId peer, int question, bool isResuming) => Send(
        peer, new() { Pull = RecoveryCodec.Encode(session, question, isResuming) });

    /// <summary>An answer as that peer may get it.</summary>
    internal PullAnswer For(NodeId peer, UserStream stream, PullAnswer answer) => context.Speaks(peer, MeshProtocol.Signals)
        ? answer
        : answer.WithoutSignals(stream.LastNumberBeforeSignals, context.Frames);

    /// <summary>What this server accepted for the stream's user beyond a number.</summary>
    internal void PushMissed(NodeId peer, UserStream stream, ulong after)
    {
        var answer = For(peer, stream, new(messages.Self, stream.LastNumber, default, stream.OwnAfter(after), []));
        foreach (var piece in EntryPieces.Of(answer, 0, 0))
        {
            var missed = new Missed { User = stream.User.Value, LastNumber = piece.LastPiece ? answer.Last : 0 };
            missed.Entries.AddRange(piece.Entries_);
            var first = missed.Entries.Count > 0 ? missed.Entries[0].Number : answer.Last;
            Send(peer, new() { Missed = missed }, new PendingDelivery(0, 1), first);
        }
    }

    internal void Send(NodeId peer, RecoveryMessage message) => Send(peer, message, new PendingDelivery(0, 1));

    /// <param name="peer">Where to.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="pending">To be told that it arrived.</param>
    /// <param name="first">The number of the first of this server's messages that the peer lacks if it does not; 0: of none.</param>
    internal void Send(NodeId peer, RecoveryMessage message, PendingDelivery pending, ulong first = 0)
    {
        var envelope = Envelope.ToNode(Name, message.ToByteArray());
        envelope.Stamp = envelope.Stamp with { Number = first };
        context.Forward(peer, envelope, pending);
    }

    private bool OnPull(Peer from, Pull pull)
    {
        if (!UserName.TryTakeExact(pull.User, out var user) || RecoveryCodec.Decode(pull) is not { } request)
            return false;
        if (!from.Listing.Has(user))
            return Refuse(from, PeerBreach.Session); // what is missed is for the user's own servers
        Vouch vouch;
        using (var entered = messages.Streams.Enter(user))
            vouch = entered.Stream.OnPulled(from.Id, request);
        if (!from.Pulls.TryAdd(new(user, pull.Request, pull.Question, request, vouch)))
            return false;
        AnswerPulls(from);
        return true;
    }

    private void AnswerPulls(Peer peer)
    {
        while (peer.Pulls.Take() is { } pull)
            Answer(peer, pull);
    }

    private void Answer(Peer peer, PeerPull pull)
    {
        var (receipts, bytes) = (new List<Task<DeliveryOutcome>>(), 0L);
        using (var entered = messages.Streams.Enter(pull.User))
        {
            var answer = For(peer.Id, entered.Stream, entered.Stream.Answer(peer.Id, pull.Request, pull.Vouch));
            foreach (var piece in EntryPieces.Of(answer, pull.Session, pull.Question))
            {
                var pending = new PendingDelivery(0, 1);
                Send(peer.Id, new() { Entries = piece }, pending); // under the user's lock: what is accepted next follows it
                receipts.Add(pending.Outcome);
                bytes += piece.CalculateSize();
            }
        }

        peer.Pulls.Sent(pull, receipts, bytes);
    }

    private void OnEntries(Peer from, Origin speaker, Entries piece)
    {
        if (messages.Sessions.FindWatched(piece.Request) is not { } session)
        {
            from.Answers.Drop(piece);
            return;
        }

        if (from.Answers.Add(piece, speaker) is not { } whole || !IsOfItsOrigin(from, whole))
            return;
        messages.OnOwnNumbers(from.Id, speaker, whole.Entries, whole.Last);
        var answer = Checked(whole, session.Stream.User, from.Id, from.Conduct);
        messages.Answered?.Invoke(session, answer);
        messages.Do(
            session, (from.Id, piece.Question, answer), static (session, s) => session.OnAnswer(s.Id, (int)s.Question, s.answer));
        context.Log.StreamPulled(session.Stream.User, from.Id, answer.Entries.Count);
    }

    private PullAnswer Checked(PullAnswer answer, UserName user, NodeId from, PeerConduct conduct) => answer with
    {
        Entries =
        [
            .. answer.Entries.OfTheirServer(from, messages.Lives, conduct).Possible(messages, conduct)
                .Checked(user, context.Frames, conduct),
        ],
        KeyPlaces = answer.KeyPlaces.Possible(messages, conduct),
        InheritedLasts = answer.InheritedLasts.Possible(messages, conduct),
    };

    private bool OnMissed(Peer from, Origin speaker, Missed missed)
    {
        if (!UserName.TryTakeExact(missed.User, out var user))
            return false;
        if (missed.Entries.Any(entry => entry.Origin != 0 && entry.Origin != speaker.Value))
            return Refuse(from, PeerBreach.Origin); // it is what the speaker itself accepted
        if (!messages.IsKnown(user) && !from.Listing.Has(user))
            return Refuse(from, PeerBreach.Session); // it is for users who are, or were, here
        List<StreamEntry> all = [.. RecoveryCodec.Decode(missed.Entries, speaker)];
        messages.OnOwnNumbers(from.Id, speaker, all, missed.LastNumber);
        var entries = all.Checked(user, context.Frames, from.Conduct);
        messages.OnMissed(from.Id, user, entries, speaker, RecoveryCodec.LastNumber(missed.LastNumber));
        return true;
    }

    /// <summary>A session that a peer has is one of a user whom it lists.</summary>
    private void OnLocated(Peer from, Located located)
    {
        if (located.Known && UserName.TryTakeExact(located.User, out var user) && BreachOf(from, located, user) is { } breach)
        {
            Refuse(from, breach);
            located = new() { Request = located.Request };
        }

        Locator.OnLocated(from.Id, located);
    }

    private PeerBreach? BreachOf(Peer from, Located located, UserName user)
    {
        if (!from.Listing.Has(user))
            return PeerBreach.Session;
        return messages.IsInvented(located.Offset, user) ? PeerBreach.Number : null;
    }

    /// <summary>Numbers that this life has not given yet nobody can bring.</summary>
    private bool IsOfItsOrigin(Peer from, PullAnswer answer) =>
        !answer.Entries.Any(messages.IsForged) && !answer.KeyPlaces.Any(messages.IsForged) || Refuse(from, PeerBreach.Origin);

    private static bool Refuse(Peer from, PeerBreach breach)
    {
        from.Conduct.Refuse(breach);
        return false;
    }

    private bool OnLocate(NodeId from, Locate locate)
    {
        var located = Locator.Here(locate);
        located.Request = locate.Request;
        Send(from, new() { Located = located });
        return true;
    }
}
