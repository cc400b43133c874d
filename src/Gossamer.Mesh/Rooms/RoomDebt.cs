namespace Gossamer.Mesh;

/// <summary>
/// What one peer may have missed of what this server published in rooms, while it was gone: everything beyond a number. Each absence has a
/// number too; a room whose last catching-up was for an earlier one owes the peer its log. Written under the peer's lock, read by anybody.
/// </summary>
internal sealed class RoomDebt
{
    private const int MaxOwed = 65_536; // within the retention

    private const int Stays = 0;
    private const int Leaves = 1;
    private const int Left = 2;

    private long _after; // all that this server publishes before it first hears the peer
    private int _absence = 1;
    private bool _isPaid;
    private long? _lostAt;
    private ulong _givenUp = ulong.MaxValue; // the lowest number
    private int _leaving = Stays;
    private long _owedSince;
    private int _owedTaken;
    private ulong _leftLife;
    private ulong _settledLife; // what that was owed has gone to its members elsewhere

    /// <summary>The latest absence.</summary>
    internal int Absence => Volatile.Read(ref _absence);

    /// <summary>Beyond which number rooms owe it their logs.</summary>
    internal ulong After => (ulong)Volatile.Read(ref _after);

    /// <summary>The peer's users have left the directory, and its rooms; or it is there in a new life.</summary>
    /// <param name="lastHad">The last number that was sent there.</param>
    /// <param name="isNewLife">It is there in a new life: whoever is in its rooms has come since.</param>
    internal void OnGone(ulong lastHad, bool isNewLife = false)
    {
        IsOfNewLife = isNewLife;
        Volatile.Write(ref _after, (long)(_isPaid ? lastHad : Math.Min(lastHad, After)));
        _isPaid = false;
        Volatile.Write(ref _absence, _absence + 1);
        Interlocked.CompareExchange(ref _leaving, Left, Leaves);
    }

    /// <summary>The peer has said goodbye: what this life is owed goes elsewhere, whatever was said of it before.</summary>
    internal void OnGoodbye(Origin life)
    {
        Volatile.Write(ref _settledLife, 0);
        OnLeft(life, isGone: true);
    }

    /// <summary>A life's members are at other servers, and what it is owed can only go there. Called under any lock.</summary>
    /// <param name="life">The peer's latest.</param>
    /// <param name="isGone">Otherwise it may not be heard of any more, and has not been missed yet.</param>
    internal void OnLeft(Origin life, bool isGone)
    {
        if (Volatile.Read(ref _settledLife) == life.Value)
            return; // more than one server may say so
        Volatile.Write(ref _leftLife, life.Value);
        if (isGone)
            Volatile.Write(ref _leaving, Left);
        else
            Interlocked.CompareExchange(ref _leaving, Leaves, Stays);
    }

    /// <summary>The peer has left its members to other servers: what it is owed goes to those.</summary>
    /// <param name="after">It is owed what is beyond that number.</param>
    /// <returns>False: it has not, or what it was owed has gone there.</returns>
    internal bool TryTakeLeft(out ulong after)
    {
        after = Math.Min(After, FirstGivenUp - 1);
        if (Interlocked.CompareExchange(ref _leaving, Stays, Left) != Left)
            return false;
        Volatile.Write(ref _settledLife, Volatile.Read(ref _leftLife));
        return true;
    }

    /// <summary>Beyond which number the peer may lack something.</summary>
    internal ulong LacksAfter => Math.Min(IsPaid ? ulong.MaxValue : After, FirstGivenUp - 1);

    /// <summary>The peer was not there before, as far as this server knows: nobody there can have missed what is long forgotten.</summary>
    internal bool IsOfNewLife { get; private set; } = true;

    /// <summary>The peer says that something is lost, it does not know where. Under its lock.</summary>
    /// <returns>False: it has just said so.</returns>
    internal bool TryTakeLost(long now, long interval)
    {
        if (_lostAt is { } at && now - at < interval)
            return false;
        _lostAt = now;
        return true;
    }

    /// <summary>The peer leaves here what it owes to another server. Under its lock.</summary>
    /// <returns>False: it has left as much of late as it may.</returns>
    internal bool TryTakeOwed(long now, long retention)
    {
        if (now - _owedSince > retention)
            (_owedSince, _owedTaken) = (now, 0);
        return _owedTaken++ < MaxOwed;
    }

    /// <summary>Whether all rooms have sent what they owed.</summary>
    internal bool IsPaid => Volatile.Read(ref _isPaid);

    /// <summary>All rooms have.</summary>
    internal void OnPaid() => Volatile.Write(ref _isPaid, true);

    /// <summary>A message of that number was not delivered there, and will not be by itself. Called under any lock.</summary>
    internal void GiveUp(ulong number) => InterlockedMin.Lower(ref _givenUp, number);

    /// <summary>The peer takes messages again: what was given up meanwhile is beyond a number.</summary>
    /// <returns>False: nothing was.</returns>
    internal bool TryTakeGivenUp(out ulong after)
    {
        var first = FirstGivenUp == ulong.MaxValue ? ulong.MaxValue : Interlocked.Exchange(ref _givenUp, ulong.MaxValue);
        after = first - 1;
        return first != ulong.MaxValue;
    }

    private ulong FirstGivenUp => Volatile.Read(ref _givenUp);
}
