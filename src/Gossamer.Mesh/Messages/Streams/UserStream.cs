using System.Diagnostics.CodeAnalysis;

namespace Gossamer.Mesh;

/// <summary>
/// All of one user at this server: what it sent and got of late, where repeatable messages stand, its sessions, and the servers that pulled
/// its stream. Guarded by the user's stripe (<see cref="UserStreams"/>).
/// </summary>
internal sealed partial class UserStream(UserName user, Instant created, IMessageEnvironment environment)
{
    /// <summary>What a stream takes without its log and keys, about, in bytes.</summary>
    internal const int Overhead = 500;

    /// <summary>
    /// Of how many lives that are over a user's last numbers are kept: more than end within <see cref="RecoveryTimes.History"/>.
    /// </summary>
    internal const int MaxInherited = 64;

    /// <summary>In bytes: a log up to this pays for the budget of all by its age only.</summary>
    internal const int FairShare = 16 * 1024;

    private readonly UserLog _log = new();
    private Session[] _sessions = []; // replaced as a whole: one may end while all are offered a message
    private List<KeptLast>? _inherited;
    private KeyWindow? _sentKeys; // of messages that the user sent, so that nobody else's push them out
    private KeyWindow? _keys; // of all others
    private long? _overflowedAt;
    private ulong _droppedCopies;
    private ulong _last;
    private long _lastAt;
    private ulong _lastBeforeSignals; // where the last one was a signal
    private long _lastBeforeSignalsAt;

    internal UserName User => user;

    /// <summary>The moment of the operation under way: whatever it does it does at once. Set as the stripe is entered.</summary>
    internal Instant Now { get; set; }

    internal ReadOnlySpan<Session> Sessions => _sessions;

    /// <summary>Of the messages that are logged for the user.</summary>
    internal long LogBytes => _log.Bytes;

    internal bool IsEmpty => HasOnlyLast && LastNumber == 0;

    /// <summary>Only the number of the last message is left, of a user who is nowhere.</summary>
    internal bool IsOfNobody => HasOnlyLast && !environment.IsPresent(user);

    /// <summary>Somebody who is here now may come back for what is logged.</summary>
    internal bool HasReturningSession => Array.Exists(_sessions, static session => session.Start.CanReturn);

    /// <summary>
    /// The number of this server's last message for the user, within <see cref="RecoveryTimes.History"/>; 0 when there was none.
    /// </summary>
    internal ulong LastNumber => Now.Elapsed - _lastAt <= environment.Times.History ? _last : 0;

    /// <summary>Its last message was a signal.</summary>
    internal bool FollowsSignals { get; private set; }

    /// <summary>The same of messages that are no signals: for peers that get none.</summary>
    internal ulong LastNumberBeforeSignals => !FollowsSignals ? LastNumber
        : Now.Elapsed - _lastBeforeSignalsAt <= environment.Times.History ? _lastBeforeSignals : 0;

    private long KeyBytes => (_keys?.Bytes ?? 0) + (_sentKeys?.Bytes ?? 0);

    private bool HasOnlyLast => _sessions.Length == 0 && _log.Count == 0 && _keys is null && _sentKeys is null && _holders.Count == 0
        && _inherited is not { Count: > 0 };

    private bool HasOverflowed => IsRecent(_overflowedAt) || (IsRecent(environment.StreamsDroppedAt) && IsRecent(created.Elapsed));

    private bool IsOverOwnBound =>
        _log.Count > environment.Options.MaxLogEntriesPerUser || _log.Bytes > environment.Options.MaxLogBytesPerUser;

    /// <summary>A clock that is further ahead must not keep what is behind its messages.</summary>
    private long LatestTime => Now.Utc + RecoveryTimes.ClockSkew;

    private long OldestKept => Now.Utc - environment.Times.Retention;

    internal void Add(Session session) => _sessions = [.. _sessions, session];

    internal void Remove(Session session) => _sessions = Array.FindAll(_sessions, other => other != session);

    /// <summary>This server has numbered a message for the user.</summary>
    internal void SetLast(ulong number, bool isSignal)
    {
        if (isSignal && !FollowsSignals)
            (_lastBeforeSignals, _lastBeforeSignalsAt) = (_last, _lastAt);
        (_last, _lastAt, FollowsSignals) = (number, Now.Elapsed, isSignal);
    }

    /// <summary>Logs a message unless it is too old to matter, whoever numbered it.</summary>
    internal void Append(in StreamEntry entry)
    {
        AddKey(entry);
        if (entry.At < OldestKept)
            return;
        if (environment.IsHalfFull && _sessions.Length == 0 && !environment.IsPresent(user))
        {
            _overflowedAt = Now.Elapsed; // what is sent to who is nowhere cuts nobody's window short; who comes after all is told
            return;
        }

        var before = _log.Bytes;
        _log.Append(entry.At <= LatestTime ? entry : entry with { At = LatestTime });
        _log.Trim(OldestKept);
        while (_log.Count > 1 && IsOverOwnBound)
            DropOldest();
        Account(_log.Bytes - before);
        // Over the budget of all, who has more than a fair share pays first; the sweep lets go of the oldest of all.
        while (_log.Count > 1 && environment.IsOverBudget && _log.Bytes > FairShare)
            Account(-DropOldest());
    }

    /// <summary>Lets go of the oldest messages until the log takes no more than that.</summary>
    internal void CutTo(long bytes)
    {
        while (_log.Count > 1 && _log.Bytes > bytes)
            Account(-DropOldest());
    }

    /// <summary>Logs a copy that came from another server, if it is not here.</summary>
    internal void Keep(in StreamEntry entry)
    {
        if (!_log.Contains(entry.Origin, entry.Number))
            Append(entry);
    }

    /// <summary>Hands a message to all sessions.</summary>
    /// <returns>How many count as having it.</returns>
    internal int Deliver(in StreamEntry entry)
    {
        var delivered = 0;
        foreach (var session in _sessions)
        {
            var taken = session.Take(entry);
            environment.OnTaken(session, entry, taken);
            delivered += taken;
        }

        return delivered;
    }

    /// <summary>Whether a client at that position had a message of that key, under whatever number.</summary>
    internal bool IsHad(MessageKey key, Position position) => IsHad(_keys, key, position) || IsHad(_sentKeys, key, position);

    /// <summary>
    /// The sender remembers its own messages for longer than a recipient does to whom others send many: what it knows of this one is as
    /// good here.
    /// </summary>
    /// <param name="key">The message's.</param>
    /// <param name="sender">The stream of its sender.</param>
    internal void LearnKey(MessageKey key, UserStream sender)
    {
        if (key.IsNone || sender._sentKeys is not { } sent)
            return;
        foreach (var place in sent.Find(key))
            AddKey(ref _keys, place);
    }

    /// <summary>
    /// The outcome, perhaps still to come, of a message of that key that this server accepted.
    /// </summary>
    /// <returns>False: there is none, or some server did not confirm it.</returns>
    internal bool TryGetOutcome(MessageKey key, [NotNullWhen(true)] out Task<DeliveryOutcome>? outcome)
    {
        outcome = null;
        return _sentKeys?.TryGetOutcome(key, environment.Self, out outcome) == true
            || _sentKeys?.TryGetOutcome(key, environment.Self.Copies, out outcome) == true // of a message to a room
            || _keys?.TryGetOutcome(key, environment.Self, out outcome) == true;
    }

    /// <summary>Whether a message of that key was accepted here, and found nobody.</summary>
    internal bool HasFoundNobody(MessageKey key) => _sentKeys?.HasFoundNobody(key, environment.Self) == true;

    /// <summary>Remembers the outcome of the user's latest message of that key: the answer to its repetitions.</summary>
    internal void SetOutcome(MessageKey key, Task<DeliveryOutcome> outcome)
    {
        _sentKeys?.SetOutcome(key, outcome);
        _keys?.SetOutcome(key, outcome);
    }

    internal void AddKeys(IReadOnlyCollection<KeyPlace> places)
    {
        if (places.Count == 0)
            return;
        var before = KeyBytes;
        var (oldest, latest) = (Now.Utc - environment.Times.KeyReach, LatestTime);
        var inTime = places.Where(place => place.At >= oldest).Select(place => place.At <= latest ? place : place with { At = latest });
        (_keys ??= new()).Merge(inTime, environment.Options.MaxKeysPerUser);
        Account(KeyBytes - before);
    }

    /// <summary>
    /// A life that is over left its log here, and with it the number of its last message for the user, if there was one. That counts no
    /// longer than it would there: beyond it clients' offsets leave the life out.
    /// </summary>
    /// <returns>False: there are too many already.</returns>
    internal bool Inherit(InheritedLast last, bool hasOverflowed)
    {
        if (hasOverflowed)
            _overflowedAt = Now.Elapsed;
        if (last.Number == 0 || last.Age >= environment.Times.History)
            return true;
        _inherited ??= [];
        var kept = new KeptLast(last.Life, last.Number, Now.Elapsed + environment.Times.History - last.Age);
        if (_inherited.FindIndex(known => known.Life == last.Life) is >= 0 and var at)
            _inherited[at] = _inherited[at].Number > kept.Number ? _inherited[at] : kept;
        else if (_inherited.Count < MaxInherited)
            _inherited.Add(kept);
        else
            return false;
        return true;
    }

    /// <summary>Lets go of what is over.</summary>
    /// <param name="shorterBy">By how much less than usual entries are kept, in ms: while too much is logged in all.</param>
    internal void Sweep(long shorterBy)
    {
        var freed = _log.Trim(OldestKept + shorterBy);
        Account(-freed);
        if (freed > 0 && shorterBy > 0)
            (_overflowedAt, _droppedCopies) = (Now.Elapsed, Math.Max(_droppedCopies, BeforeFirstCopy()));
        SweepKeys(shorterBy);
        var now = Now.Elapsed;
        _holders.RemoveAll(holder => now >= holder.Until);
        _inherited?.RemoveAll(last => now >= last.Until);
    }

    internal void AddKey(in StreamEntry entry)
    {
        if (entry.Key.IsNone || entry.Frame.Length == 0 || Now.Utc - entry.At > environment.Times.KeyReach)
            return; // of a mark of a loss: what it stands for is still wanted
        var place = new KeyPlace(entry.Key, entry.Origin, entry.Number, Math.Min(entry.At, LatestTime));
        if (entry.IsSent)
            AddKey(ref _sentKeys, place);
        else
            AddKey(ref _keys, place);
    }

    private void AddKey(ref KeyWindow? window, in KeyPlace place)
    {
        var before = KeyBytes;
        (window ??= new()).Add(place, environment.Options.MaxKeysPerUser);
        Account(KeyBytes - before);
    }

    private static bool IsHad(KeyWindow? window, MessageKey key, Position position)
    {
        if (window is null)
            return false;
        foreach (var place in window.Find(key))
            if (position.Had(place))
                return true;
        return false;
    }

    private void SweepKeys(long shorterBy)
    {
        var before = KeyBytes;
        var oldest = Now.Utc - environment.Times.KeyReach + (2 * shorterBy);
        Trim(ref _keys, oldest);
        Trim(ref _sentKeys, oldest);
        Account(KeyBytes - before);
    }

    private static void Trim(ref KeyWindow? window, long oldest)
    {
        window?.Trim(oldest);
        if (window?.Count == 0)
            window = null;
    }

    private bool IsRecent(long? moment) => moment is { } at && Now.Elapsed - at <= environment.Times.Retention;

    /// <summary>Which of this server's copies are not in the log any more is up to this number.</summary>
    private ulong BeforeFirstCopy()
    {
        var copies = new List<StreamEntry>();
        _log.CopyTo(copies, long.MinValue, environment.Self.Copies, static (in entry, origin) => entry.Origin == origin);
        return copies is [var first, ..] ? first.Number - 1 : environment.LastCopy;
    }

    private long DropOldest()
    {
        _overflowedAt = Now.Elapsed;
        if (_log.Oldest is { Room: > 0 } copy)
            _droppedCopies = Math.Max(_droppedCopies, copy.Origin == environment.Self.Copies ? copy.Number : MessageStamp.MaxNumber);
        return _log.DropOldest();
    }

    private void Account(long bytes)
    {
        if (bytes != 0) // most often as much goes as comes
            environment.Account(bytes);
    }

    private readonly record struct KeptLast(Origin Life, ulong Number, long Until);
}
