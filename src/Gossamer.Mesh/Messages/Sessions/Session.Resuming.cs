namespace Gossamer.Mesh;

/// <content>
/// Coming back: every other server is asked for what it has beyond the client's position. A server that does not answer in time stays open:
/// its answer is applied when it comes, and only its end, or <see cref="RecoveryTimes.Retention"/>, closes it.
/// </content>
internal sealed partial class Session
{
    private SortedDictionary<string, OpenQuestion>? _open; // peers that owe an answer, by id, each to the latest question
    private List<PullAnswer>? _answers;
    private List<StreamEntry>? _parked;
    private int _questions;

    private IEnumerable<NodeId> OpenPeers => _open is null ? [] : _open.Keys.Select(static id => new NodeId(id));

    /// <summary>Since when the oldest gap has been open, in ms of <see cref="Instant.Elapsed"/>; null when there is none.</summary>
    internal long? OldestGap => _gaps is { IsEmpty: false } gaps ? gaps.Oldest : null;

    private bool IsWaiting =>
        Phase == SessionPhase.Resuming || _open is not null || _gaps is { IsEmpty: false } || _aheadSince is not null;

    /// <summary>A client is back with an offset.</summary>
    internal static Session Resume(UserStream stream, SessionStart start, IMessageEnvironment environment)
    {
        var session = new Session(stream, start, start.Offset!.Position.CopyOfMesh(environment.IsOfMesh), environment)
        {
            Phase = SessionPhase.Resuming,
            IsComplete = !start.IsLossKnown,
        };
        if (start.LastSeen is { } idHash)
            session.RestoreRecent(idHash, session.OffsetOf(session.Position));
        session._isKnown = false;
        environment.Announce(session); // before the session that it goes on with ends: the user never leaves the lists
        session.FollowKeys([start.FormerKey.IsNone ? start.Key : start.FormerKey]);
        stream.Add(session);
        session.JoinAll(start.Rooms); // while those that it goes on with are still members, or pass on what comes for them
        foreach (var peer in environment.Peers)
            session.Ask(peer, isResuming: true);
        environment.Watch(session);
        session.GoLiveIfReady();
        return session;
    }

    /// <summary>A peer has answered a question.</summary>
    internal void OnAnswer(NodeId peer, int question, PullAnswer answer)
    {
        if (Phase == SessionPhase.Ended)
            return;
        OnVouch(answer.Vouch);
        Stream.AddKeys(answer.KeyPlaces);
        if (_open is { } open && open.TryGetValue(peer.Value, out var latest) && question >= latest.Number)
            open.Remove(peer.Value);
        FollowFormer(answer.Vouch.FormerKeys ?? []);
        if (Phase == SessionPhase.Resuming)
        {
            (_answers ??= []).Add(answer);
            GoLiveIfReady();
            return;
        }

        Apply([answer], []);
        ConcludeMissing();
    }

    private void FollowFormer(IReadOnlyList<SessionKey> keys)
    {
        if (!FollowKeys(keys))
            return;
        foreach (var peer in _environment.Peers)
            Ask(peer, isResuming: true);
    }

    /// <summary>
    /// A link to the peer, in either direction, is new: what it was asked may be lost. If it has answered, it may have inherited since what
    /// another owes.
    /// </summary>
    internal void OnLinked(NodeId peer)
    {
        if (_open is not { Count: > 0 } open)
            return;
        if (open.TryGetValue(peer.Value, out var question))
            Send(peer, question);
        else
            Ask(peer, OwedOf(open));
    }

    /// <summary>The peer has inherited another's log, perhaps of one that owes an answer: who is cut off was told of no goodbye.</summary>
    internal void OnInherited(NodeId peer)
    {
        if (_open is { Count: > 0 } open)
            Ask(peer, OwedOf(open));
    }

    /// <summary>This server has inherited another's log.</summary>
    internal void OnInheritedHere()
    {
        if (_open is null)
            return;
        ApplyOwn();
        ConcludeMissing();
    }

    /// <summary>
    /// The peer said goodbye while an answer is owed, by it or by a server whose log it may have inherited: another may have both by now.
    /// </summary>
    internal void OnGoodbye(NodeId peer)
    {
        if (_open is not { Count: > 0 } open)
            return;
        var owed = OwedOf(open);
        open.Remove(peer.Value);
        ApplyOwn();
        AskAllBut(peer, owed);
        ConcludeMissing();
    }

    /// <summary>The peer is there in a new life before it answered in the one before: another may have that one's log.</summary>
    internal void OnNewLife(NodeId peer)
    {
        if (_open is not { } open || !open.ContainsKey(peer.Value))
            return;
        var owed = OwedOf(open);
        ApplyOwn();
        Ask(peer, owed);
        AskAllBut(peer, owed);
    }

    /// <summary>
    /// The peer is heard for the first time. Was it there in a life before, while the session waited, another may have that one's log.
    /// </summary>
    internal void OnFirstLife(NodeId peer, Origin origin)
    {
        if (Phase == SessionPhase.Live || _position.HasEarlierLifeThan(origin))
            OnNewLife(peer);
        else
            OnLinked(peer);
    }

    /// <summary>It may be this server that the peer has handed its log off to.</summary>
    private void ApplyOwn()
    {
        if (Phase == SessionPhase.Live)
            Apply([Stream.OwnAnswer(this)], []);
    }

    private void AskAllBut(NodeId peer, (bool IsResuming, long Since) owed)
    {
        foreach (var other in _environment.Peers)
            if (other != peer)
                Ask(other, owed);
    }

    /// <summary>What another may have by now is owed as what it is owed by, and for as long.</summary>
    private static (bool IsResuming, long Since) OwedOf(SortedDictionary<string, OpenQuestion> open) =>
        (open.Values.Any(static question => question.IsResuming), open.Values.Max(static question => question.Since));

    /// <param name="peer">Who is asked.</param>
    /// <param name="isResuming">Also for its session of this client; else to fill a gap.</param>
    /// <remarks>
    /// What a client missed is from before its session began, and logs keep it for the retention from then: asked again or not.
    /// </remarks>
    private void Ask(NodeId peer, bool isResuming) => Ask(peer, (isResuming, isResuming ? _beganAt : Now.Elapsed));

    private void Ask(NodeId peer, (bool IsResuming, long Since) owed)
    {
        _open ??= new(StringComparer.Ordinal);
        var earlier = _open.GetValueOrDefault(peer.Value);
        Send(peer, new(++_questions, owed.IsResuming || earlier.IsResuming, Math.Max(owed.Since, earlier.Since), 0));
    }

    /// <summary>
    /// The peer is asked for the first time, or once more: questions and answers may be lost, and are refused by full queues.
    /// </summary>
    private void Send(NodeId peer, OpenQuestion question)
    {
        _open![peer.Value] = question with { SentAt = Now.Elapsed };
        _environment.Pull(this, peer, question.Number, question.IsResuming);
    }

    private void AskAgain(SortedDictionary<string, OpenQuestion> open)
    {
        foreach (var (id, question) in open.ToArray())
        {
            if (Now.Elapsed - question.Since >= _environment.Times.Retention)
                open.Remove(id); // no log can have anything of that time any more
            else if (Now.Elapsed - question.SentAt >= _environment.Times.AskAgain && _environment.IsLinked(new(id)))
                Send(new(id), question);
        }
    }

    private int Park(in StreamEntry entry)
    {
        (_parked ??= []).Add(entry);
        if (_parked.Count > _environment.Options.MaxLogEntriesPerUser)
            GoLive(); // the bound: what is missing then shows as a gap
        return 1;
    }

    private void TickResuming()
    {
        GoLiveIfReady();
        if (_open is { } open)
            AskAgain(open);
        OfferTold();
        ConcludeMissing();
    }

    private void GoLiveIfReady()
    {
        if (Phase == SessionPhase.Resuming
            && (Now.Elapsed - _beganAt >= _environment.Times.ResumeWait || !OpenPeers.Any(_environment.IsAwaited)))
            GoLive();
    }

    private void GoLive()
    {
        Span<byte> offset = stackalloc byte[OffsetText.StackBytes];
        var before = WriteOffset(offset);
        var (answers, parked) = (_answers ?? [], _parked ?? []);
        (_answers, _parked, _replay) = (null, null, []);
        Phase = SessionPhase.Live;
        Apply([.. answers, Stream.OwnAnswer(this)], parked);
        ConcludeMissing();
        FlushReplay(before);
    }

    private void FlushReplay(ReadOnlySpan<byte> offset)
    {
        var replay = _replay!;
        _replay = null;
        if (!IsConnected)
            return;
        _outlet.Begin(IsComplete, offset);
        _environment.OnResumed(IsComplete);
        if (!IsComplete)
            _reportedAt = Now.Elapsed;
        foreach (var (frame, at) in replay)
            Send(frame, at);
    }

    /// <summary>
    /// Offers what the answers hold in the order of each origin, across origins by time. What an origin's own answer lacks is gone: it has
    /// all of its own that exists.
    /// </summary>
    private void Apply(IReadOnlyList<PullAnswer> answers, IEnumerable<StreamEntry> parked)
    {
        foreach (var answer in answers)
        {
            _hasOverflowed |= answer.HasOverflowed;
            ReportDropped(answer);
            foreach (var last in answer.InheritedLasts)
                AddInheritedLast(last);
        }

        foreach (var entry in EntryMerge.InOrder([[.. parked], .. Own(answers), TakeBuffered(answers), .. Copies(answers)]))
        {
            if (IsOfAnotherRoom(entry) || Withhold(entry))
                continue;
            if (entry.Previous > _position.NumberOf(entry.Origin) && !IsFromBefore(entry.Origin)
                && answers.FirstOrDefault(answer => answer.Life == entry.Origin && answer.Last >= entry.Previous) is { } own)
                AdvanceBaseOrReportLoss(own.Life, entry.Previous, own.HasOverflowed);
            if (entry.Origin != _environment.Self)
                Stream.Keep(entry);
            Offer(entry);
        }

        foreach (var answer in answers)
        {
            if (answer.Last <= _position.NumberOf(answer.Life))
                continue;
            AdvanceBaseOrReportLoss(answer.Life, answer.Last, answer.HasOverflowed);
            Release(answer.Life);
        }
    }

    /// <summary>What origins say of themselves, which goes before copies.</summary>
    private static IEnumerable<IReadOnlyList<StreamEntry>> Own(IReadOnlyList<PullAnswer> answers) =>
        answers.Select(static answer => answer.Entries.Where(entry => entry.Origin == answer.Life).ToList());

    private static IEnumerable<IReadOnlyList<StreamEntry>> Copies(IReadOnlyList<PullAnswer> answers) =>
        answers.Select(static answer => answer.Entries.Where(entry => entry.Origin != answer.Life).ToList());

    /// <summary>What waits behind gaps that the answers close is in the order with what they hold.</summary>
    private List<StreamEntry> TakeBuffered(IReadOnlyList<PullAnswer> answers)
    {
        var held = new List<StreamEntry>();
        foreach (var answer in answers)
            _gaps?.TakeAll(answer.Life, held);
        return held;
    }

    /// <param name="Number">The session's number for it; the answer bears it.</param>
    /// <param name="IsResuming">It asks for the peer's session of this client too.</param>
    /// <param name="Since">Logs have what is asked for until the retention after this; in ms of <see cref="Instant.Elapsed"/>.</param>
    /// <param name="SentAt">When it was sent last.</param>
    private readonly record struct OpenQuestion(int Number, bool IsResuming, long Since, long SentAt);
}
