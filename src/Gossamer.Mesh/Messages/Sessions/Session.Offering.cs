namespace Gossamer.Mesh;

/// <content>Messages on their way to the client: each once, in the order of its origin. What is missing is seen by its number.</content>
internal sealed partial class Session
{
    private ReorderBuffer? _gaps;
    private RecentOffsets? _recent;
    private List<(byte[]? Frame, byte[] Offset)>? _replay; // output of the replay: whether it is complete is sent first

    /// <summary>Takes a message as it comes to this server.</summary>
    /// <returns>1: the client had it, or gets it. 0: it is from before the session, or the session is unconfirmed or over.</returns>
    internal int Take(in StreamEntry entry)
    {
        if (Phase == SessionPhase.Ended || IsOfAnotherRoom(entry))
            return 0;
        var taken = HadOrFromBefore(entry) ?? TakeNew(entry);
        return IsUnconfirmed || !_outlet.Accepts(entry.Frame) ? 0 : taken;
    }

    private int TakeNew(in StreamEntry entry)
    {
        if (Phase == SessionPhase.Resuming)
            return Park(entry);
        return MayBeKnownRepetition(entry) ? HoldBack(entry) : OfferNew(entry);
    }

    /// <summary>Its origin still owes an answer: that may say that the client had the message before, under another number.</summary>
    private bool MayBeKnownRepetition(in StreamEntry entry) =>
        !entry.Key.IsNone && _open is { } open && _environment.PeerOf(entry.Origin) is { } peer
        && open.TryGetValue(peer.Value, out var question) && question.IsResuming;

    /// <summary>Sends the message unless the client had it; holds it back when one before it is missing.</summary>
    private int Offer(in StreamEntry entry) => HadOrFromBefore(entry) ?? OfferNew(entry);

    private int OfferNew(in StreamEntry entry)
    {
        if (entry.Previous > _position.NumberOf(entry.Origin))
        {
            if (Now.Utc - entry.At <= _environment.Times.Retention)
                return BufferBehindGap(entry);
            AdvanceBaseOrReportLoss(entry.Origin, entry.Previous, hasOverflowed: false); // what is older still, no log has any more
        }

        Deliver(entry);
        Release(entry.Origin);
        return 1;
    }

    /// <returns>1 when the client had the message; 0 when it is from before its session; null when it is beyond the position.</returns>
    private int? HadOrFromBefore(in StreamEntry entry)
    {
        var at = _position.IndexOf(entry.Origin);
        if (at < 0)
            return IsFromBefore(entry.Origin) ? 0 : null;
        if (entry.Number > _position[at].Number)
            return null;
        return _position[at].Had(entry.Number) ? 1 : 0;
    }

    /// <summary>The client's offset when it had been sent that message; null when that is not known.</summary>
    internal string? OffsetAt(uint idHash) => _recent?.Find(idHash);

    /// <summary>
    /// It was accepted by a life that was over before the session began. A life that is here now is not, however its clock stands.
    /// </summary>
    private bool IsFromBefore(Origin origin) =>
        _position.BeganInLaterLifeThan(origin) && origin != _environment.Self && origin != _environment.Self.Copies
            && _environment.PeerOf(origin) is null && _environment.PeerOf(origin.Copies) is null;

    private void Deliver(in StreamEntry entry)
    {
        var isRepetition = !entry.Key.IsNone && Stream.IsHad(entry.Key, _position);
        if (entry.Room != 0 && _position.IndexOf(entry.Origin) < 0)
            AddCopies(entry.Origin, entry.Number - 1); // earlier ones were for other clients of its user
        ref var slot = ref _position.GetOrAdd(entry.Origin, Now.Utc);
        if (slot.HasBase && slot.Number == slot.Base)
            slot.Base = entry.Number - 1; // its first of that origin: what the origin accepted before it knew of the client was never had
        if (entry.Previous == 0 && entry.Room == 0 && entry.Number - 1 > slot.Number && IsInDoubt)
            slot.Skip(entry.Number - 1);
        (slot.Number, slot.HeardAt) = (entry.Number, Now.Utc);
        NoteIfWaiting(entry);
        if (entry.Frame.Length == 0 && !isRepetition)
            ReportLoss();
        if (!IsConnected || entry.Frame.Length == 0)
            return; // it is kept in the log
        Emit(isRepetition ? null : entry.Frame, entry.IdHash);
    }

    /// <param name="frame">The frame; null when the client had the message under another number, and only its offset changes.</param>
    /// <param name="idHash">Of the message's id.</param>
    private void Emit(byte[]? frame, uint idHash)
    {
        Span<byte> buffer = stackalloc byte[OffsetText.StackBytes];
        var offset = WriteOffset(buffer);
        if (Key.IsShort && frame is not null)
            NoteRecent(frame, idHash, offset);
        if (_replay is { } replay)
            replay.Add((frame, offset.ToArray()));
        else
            Send(frame, offset);
    }

    /// <summary>A client that names the last message that it saw is behind what it does not accept, too.</summary>
    private void NoteRecent(byte[] frame, uint idHash, ReadOnlySpan<byte> offset)
    {
        if (_outlet.Accepts(frame))
            (_recent ??= new()).Add(idHash, offset);
        else
            _recent?.MoveLast(offset);
    }

    private void Send(byte[]? frame, ReadOnlySpan<byte> offset)
    {
        if (frame is null)
            _outlet.Advance(offset);
        else
            _outlet.Send(frame, offset);
    }

    /// <summary>It waits for its origin's answer, for <see cref="RecoveryTimes.ResumeWait"/> at most.</summary>
    private int HoldBack(in StreamEntry entry)
    {
        (_gaps ??= new()).Add(entry, Now.Elapsed);
        SkipGapAtBound(entry.Origin);
        _environment.Watch(this);
        return 1;
    }

    private int BufferBehindGap(in StreamEntry entry)
    {
        NoteIfWaiting(entry);
        _gaps ??= new();
        if (_gaps.Add(entry, Now.Elapsed) && _environment.PeerOf(entry.Origin) is { } peer)
            Ask(peer, isResuming: false);
        SkipGapAtBound(entry.Origin);
        _environment.Watch(this);
        return 1;
    }

    private void SkipGapAtBound(Origin origin)
    {
        if (_gaps is { } gaps && gaps.Count > _environment.Options.MaxLogEntriesPerUser)
            Skip(origin); // the client is told
    }

    /// <summary>
    /// An origin names its last message for the user, and nothing after it may ever come: if that one is missing, the origin is asked, and
    /// says so if it is gone. A question that is open already does: its answer is written after that message got its number.
    /// </summary>
    internal void OnLastOf(Origin origin, NodeId peer, ulong last)
    {
        if (Phase == SessionPhase.Ended || last <= _position.NumberOf(origin) || _gaps?.TryPeek(origin, out _, out _) == true
            || _open?.ContainsKey(peer.Value) == true)
            return;
        Ask(peer, isResuming: false);
        _environment.Watch(this);
    }

    /// <summary>What waited for what has just been sent, up to what is held back.</summary>
    private void Release(Origin origin)
    {
        while (_gaps is { } gaps && gaps.TryPeek(origin, out var first, out _) && !MayBeKnownRepetition(first)
            && gaps.TryTake(origin, _position.NumberOf(origin), out var next))
            DeliverIfBeyond(next);
    }

    /// <summary>What is not behind a gap, held back or not.</summary>
    private void ReleaseHeldBack(Origin origin)
    {
        while (_gaps is { } gaps && gaps.TryTake(origin, _position.NumberOf(origin), out var next))
            DeliverIfBeyond(next);
    }

    private void DeliverIfBeyond(in StreamEntry entry)
    {
        if (entry.Number > _position.NumberOf(entry.Origin))
            Deliver(entry);
    }
}
