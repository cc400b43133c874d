namespace Gossamer.Mesh;

/// <content>
/// Lost messages: which of the client's messages no server has any more, and how the client is told. Only messages from before the session
/// are skipped without telling.
/// </content>
internal sealed partial class Session
{
    private bool _isKnown = true; // a new client has missed nothing
    private bool _isConcluded;
    private long? _reportedAt;
    private bool _hasOverflowed;
    private Dictionary<Origin, ulong>? _inheritedLasts; // UserStream.MaxInherited at most
    private long _inDoubtUntil;

    /// <summary>No message of the client is known to be lost.</summary>
    internal bool IsComplete { get; private set; } = true;

    /// <summary>
    /// Messages may be lost and nobody knows which: numbers before an entry without predecessor become a hole, so that repetitions of those
    /// messages are delivered.
    /// </summary>
    private bool IsInDoubt => (!_isKnown && !_isConcluded) || Now.Elapsed < _inDoubtUntil;

    /// <summary>The session has waited for an answer so long that logs no longer hold all that the client may have missed.</summary>
    private bool HasWaitedTooLong => Now.Elapsed - MissingSince > _environment.Times.Retention;

    /// <summary>
    /// A server vouched for the client as it resumed, or the client was told of a loss and gave a sign of life after that. From then on
    /// every missing message shows as a gap.
    /// </summary>
    private bool IsVouchedFor => _isKnown || HasBeenTold;

    /// <summary>It began at a position that may be another client's, and its client has not confirmed that it was told.</summary>
    internal bool IsDoubtful => Start.IsLossKnown && !HasBeenTold;

    private bool HasBeenTold => _reportedAt is { } at && HasBeenHeardSince(at);

    /// <summary>Gives up what nobody can have any more, once nobody is left to ask.</summary>
    private void ConcludeMissing()
    {
        if (Phase != SessionPhase.Live)
            return;
        if (_open is { Count: 0 })
            _open = null;
        if (_open is null && !_isKnown && !_isConcluded)
        {
            _isConcluded = true;
            ReportUnlocatedLoss(); // nobody knows the client: how long it was away is unknown
        }

        SkipToInheritedLasts();
        ReportOverflow();
        NoteCaughtUp();
        if (_gaps is not { IsEmpty: false } gaps)
            return;
        foreach (var origin in gaps.Origins)
        {
            gaps.TryPeek(origin, out _, out var since);
            if (Now.Elapsed - since >= _environment.Times.ResumeWait)
                ReleaseHeldBack(origin);
            if ((_open is null && _environment.IsOver(origin)) || Now.Elapsed - since >= _environment.Times.Retention)
                Skip(origin);
        }
    }

    /// <summary>
    /// An origin's log lacks its own messages up to a number. If nothing of this origin was ever delivered to the client, and the log holds
    /// all since its client may have missed messages, they are from before the session: the base advances. Otherwise the client is told.
    /// </summary>
    private void AdvanceBaseOrReportLoss(Origin life, ulong to, bool hasOverflowed)
    {
        ref var slot = ref _position.GetOrAdd(life, Now.Utc);
        if (slot.HasBase && slot.Number == slot.Base && !hasOverflowed && !HasWaitedTooLong)
            (slot.Number, slot.Base) = (to, to);
        else
            SkipTo(life, to);
    }

    /// <summary>What is missing before the first message behind a gap is gone.</summary>
    private void Skip(Origin origin)
    {
        if (_gaps is null || !_gaps.TryPeek(origin, out var first, out _))
            return;
        SkipTo(origin, first.Previous);
        ReleaseHeldBack(origin);
    }

    private void SkipTo(Origin origin, ulong number)
    {
        ref var slot = ref _position.GetOrAdd(origin, Now.Utc);
        if (number <= slot.Number)
            return;
        slot.Skip(number);
        slot.HeardAt = Now.Utc;
        ReportLoss();
    }

    /// <summary>
    /// Successors report the last number of each terminated server life that they took over. What no peer returned up to it is lost.
    /// </summary>
    private void SkipToInheritedLasts()
    {
        if (_open is not null || _inheritedLasts is not { } lasts)
            return;
        _inheritedLasts = null;
        foreach (var (life, last) in lasts)
        {
            if (last <= _position.NumberOf(life) || IsFromBefore(life) || !HasRoomFor(life))
                continue;
            if (_environment.IsAhead(life, last))
            {
                (_inheritedLasts ??= [])[life] = last; // it is there: it will tell so itself, or say goodbye
                NoteAhead();
                continue;
            }

            Skip(life);
            AdvanceBaseOrReportLoss(life, Math.Max(last, _position.NumberOf(life)), _hasOverflowed);
        }
    }

    private void AddInheritedLast(InheritedLast last)
    {
        _inheritedLasts ??= [];
        if (_inheritedLasts.TryGetValue(last.Life, out var known) || _inheritedLasts.Count < UserStream.MaxInherited)
            _inheritedLasts[last.Life] = Math.Max(known, last.Number);
    }

    /// <summary>
    /// A log has evicted messages early. If an origin of the position has terminated, loss can be neither ruled out nor located: the
    /// session is reported as incomplete.
    /// </summary>
    private void ReportOverflow()
    {
        if (_open is not null || !_hasOverflowed)
            return;
        _hasOverflowed = false;
        foreach (ref readonly var slot in _position.Slots)
        {
            if (!_environment.IsOver(slot.Origin))
                continue;
            ReportUnlocatedLoss();
            return;
        }
    }

    /// <summary>The server that had the client's session has let go of what was said in its rooms.</summary>
    private void ReportDropped(PullAnswer answer)
    {
        var isOfItsSession = answer.Life == Start.Offset?.Writer || answer.Vouch.IsKnown;
        if (!isOfItsSession || Rooms.Count == 0)
            return;
        if (answer.DroppedCopies == MessageStamp.MaxNumber)
            ReportUnlocatedLoss();
        else if (answer.DroppedCopies > 0)
            SkipTo(answer.Life.Copies, answer.DroppedCopies);
    }

    /// <summary>Something may be missing, and nobody knows what.</summary>
    private void ReportUnlocatedLoss()
    {
        _inDoubtUntil = Now.Elapsed + _environment.Times.KeyReach;
        _position.CompleteFrom = long.MinValue; // of what its offset has left out nothing counts as had
        ReportLoss();
    }

    private void ReportLoss()
    {
        IsComplete = false;
        if (Phase != SessionPhase.Live || _replay is not null || !IsConnected)
            return; // told as the session goes live; a client that is away is told by the server where it is back
        _reportedAt = Now.Elapsed;
        _environment.OnLossTold();
        Span<byte> buffer = stackalloc byte[OffsetText.StackBytes];
        _outlet.ReportLoss(WriteOffset(buffer));
    }
}
