namespace Gossamer.Mesh;

/// <summary>
/// What is known of one other server as a source of messages, and as one that keeps them. Written under the peer's lock unless a member
/// says else, read by anybody.
/// </summary>
internal sealed class PeerLife(NodeId id, TimeProvider time)
{
    private ulong _origin;
    private ulong _lastNumber;
    private ulong _lostAt;
    private ulong _givenUp = ulong.MaxValue; // the lowest number
    private ulong _missedAfter;
    private long _lastHeard;
    private bool _isLinked;
    private bool _isOver;
    private bool _isGone;
    private bool _isEverLinked;
    private bool _leftLog;
    private bool _hasInherited;
    private long? _inheritedTakenAt;
    private bool _mayHaveMissed = true; // all that this server accepted before it first heard the peer

    internal NodeId Id => id;

    /// <summary>What it may have missed of what is published in rooms.</summary>
    internal RoomDebt Rooms { get; } = new();

    /// <summary>The latest life that was heard; none before the first.</summary>
    internal Origin Origin => new(Volatile.Read(ref _origin));

    /// <summary>It said goodbye, and no later life has been heard.</summary>
    internal bool IsOver => Volatile.Read(ref _isOver);

    internal bool IsLinked => Volatile.Read(ref _isLinked);

    /// <summary>Its users have left the directory, and it has not been heard since.</summary>
    internal bool IsGone => Volatile.Read(ref _isGone);

    /// <summary>What it missed is sent once its list of users is here.</summary>
    internal bool AwaitsSnapshot => Volatile.Read(ref _mayHaveMissed);

    /// <summary>A message was not delivered there, and will not be by itself.</summary>
    internal bool HasGivenUp => Volatile.Read(ref _givenUp) != ulong.MaxValue;

    /// <summary>The highest number that the life has named: in messages, heartbeats, hellos and snapshots.</summary>
    internal ulong LastNumber => Volatile.Read(ref _lastNumber);

    /// <summary>Heard of within the time given, though it may not be linked.</summary>
    internal bool IsHeardWithin(TimeSpan window) =>
        Volatile.Read(ref _isEverLinked) && time.GetElapsedTime(Volatile.Read(ref _lastHeard)) <= window;

    /// <summary>The peer says hello.</summary>
    /// <returns>Whether it does so in a new life.</returns>
    internal bool Greet(Origin origin, ulong lastNumber, ulong ownNumber)
    {
        var isNew = Volatile.Read(ref _origin) != origin.Value;
        if (isNew)
        {
            if (_origin != 0)
            {
                MayHaveMissed(_isLinked ? ownNumber : _lostAt);
                // Members may have moved to the new life before it was heard here.
                Rooms.OnGone(_isLinked ? ownNumber : _lostAt, isNewLife: true);
            }

            Volatile.Write(ref _lastNumber, RecoveryCodec.LastNumber(lastNumber));
            Volatile.Write(ref _isOver, false);
            Volatile.Write(ref _origin, origin.Value);
        }

        Hear(lastNumber);
        Volatile.Write(ref _isGone, false);
        Volatile.Write(ref _isEverLinked, true);
        Volatile.Write(ref _isLinked, true);
        return isNew;
    }

    /// <summary>A sign of life that names the last number.</summary>
    internal void Hear(ulong number)
    {
        Volatile.Write(ref _lastHeard, time.GetTimestamp());
        OnNumber(number);
    }

    /// <summary>It has named a number of its own.</summary>
    internal void OnNumber(ulong number)
    {
        if (number > _lastNumber && number <= MessageStamp.MaxNumber)
            Volatile.Write(ref _lastNumber, number);
    }

    /// <summary>It leaves its log to this server.</summary>
    internal void LeaveLog() => _leftLog = true;

    /// <summary>It is gone, or here in a new life: what it left here is all that there will be.</summary>
    /// <returns>False: it left nothing.</returns>
    internal bool TryTakeLeftLog()
    {
        var left = _leftLog;
        _leftLog = false;
        return left;
    }

    /// <summary>It says that another has left its log to it.</summary>
    internal void HasInherited() => Volatile.Write(ref _hasInherited, true);

    /// <summary>Whether it has said so since this was true last; not again before the interval is over. Asked by the tick alone.</summary>
    internal bool TryTakeInherited(TimeSpan interval)
    {
        if (!Volatile.Read(ref _hasInherited) || (_inheritedTakenAt is { } at && time.GetElapsedTime(at) < interval))
            return false;
        Volatile.Write(ref _hasInherited, false);
        _inheritedTakenAt = time.GetTimestamp();
        return true;
    }

    internal void Lose(ulong ownNumber)
    {
        Volatile.Write(ref _isLinked, false);
        _lostAt = ownNumber;
    }

    /// <summary>Its users have left the directory.</summary>
    internal void Go(bool isGoodbye)
    {
        Volatile.Write(ref _isOver, isGoodbye);
        Volatile.Write(ref _isGone, true);
        MayHaveMissed(_lostAt);
        Rooms.OnGone(_lostAt);
        if (isGoodbye)
            Rooms.OnGoodbye(Origin);
    }

    /// <summary>
    /// The peer's list of users is complete again: what it may have missed meanwhile is all of this server's beyond a number.
    /// </summary>
    /// <returns>False: it has missed nothing.</returns>
    internal bool TryTakeMissed(out ulong after)
    {
        after = _missedAfter;
        if (!_mayHaveMissed)
            return TryTakeGivenUp(out after);
        _mayHaveMissed = false;
        if (TryTakeGivenUp(out var givenUpAfter))
            after = Math.Min(after, givenUpAfter);
        return true;
    }

    /// <summary>A message of that number was not delivered there, and will not be by itself. Called under any lock.</summary>
    internal void GiveUp(ulong number)
    {
        InterlockedMin.Lower(ref _givenUp, number);
        Rooms.GiveUp(number);
    }

    /// <summary>The peer takes messages again: what was given up meanwhile is beyond a number.</summary>
    /// <returns>False: nothing was.</returns>
    internal bool TryTakeGivenUp(out ulong after)
    {
        var first = Interlocked.Exchange(ref _givenUp, ulong.MaxValue);
        after = first - 1;
        return first != ulong.MaxValue;
    }

    private void MayHaveMissed(ulong after) =>
        (_mayHaveMissed, _missedAfter) = (true, _mayHaveMissed ? Math.Min(_missedAfter, after) : after);
}
