namespace Gossamer.Mesh;

/// <summary>
/// How far one session's client has got: for each origin the last number that it was sent. Numbers rise, so one says of any message whether
/// the client had it, except for what lies before the session (<see cref="PositionSlot.Base"/>) or was told to be missing (a hole). A
/// handful of origins: a small array that is searched from the front.
/// </summary>
internal sealed class Position
{
    private const int MaxLives = 16; // of one server
    private const int MaxForgotten = 128;
    private const int MaxUnheard = 96; // slots; an offset has room for 32 more (OffsetText)

    private PositionSlot[] _slots = new PositionSlot[4];
    private List<PositionSlot>? _forgotten; // for K: not in the offset any more, but their messages may be repeated

    internal int Count { get; private set; }

    internal ReadOnlySpan<PositionSlot> Slots => _slots.AsSpan(0, Count);

    internal ref PositionSlot this[int index] => ref _slots[index];

    internal int IndexOf(Origin origin)
    {
        for (var i = 0; i < Count; i++)
            if (_slots[i].Origin == origin)
                return i;
        return -1;
    }

    /// <summary>The last number that the client was sent of an origin; 0 when it is not named.</summary>
    internal ulong NumberOf(Origin origin) => IndexOf(origin) is >= 0 and var at ? _slots[at].Number : 0;

    /// <summary>The slot of an origin, made when there is none.</summary>
    internal ref PositionSlot GetOrAdd(Origin origin, long now)
    {
        var at = IndexOf(origin);
        if (at < 0)
            at = AddLife(new() { Origin = origin, HeardAt = now });
        return ref _slots[at];
    }

    internal int Add(in PositionSlot slot)
    {
        if (Count == _slots.Length)
            Array.Resize(ref _slots, 2 * Count);
        _slots[Count] = slot;
        return Count++;
    }

    /// <summary>The same for another life of a server, of which the earliest goes if there are more than there can be.</summary>
    internal int AddLife(in PositionSlot slot)
    {
        var (server, earliest, lives) = (slot.Origin.Server, -1, 0);
        for (var i = 0; i < Count; i++)
        {
            if (_slots[i].Origin.Server != server)
                continue;
            lives++;
            if (earliest < 0 || _slots[i].Origin.IsEarlierLifeThan(_slots[earliest].Origin))
                earliest = i;
        }

        if (lives < MaxLives)
            return Add(slot);
        _slots[earliest] = slot;
        return earliest;
    }

    /// <summary>
    /// Whether a life may be named that was never heard: of each server of the mesh so many, and as many of servers that are not of it.
    /// </summary>
    internal bool HasRoomFor(Origin origin, Func<Origin, bool> isOfMesh)
    {
        var (isKnownServer, others) = (isOfMesh(origin), 0);
        foreach (ref readonly var slot in Slots)
            if (isKnownServer ? slot.Origin.Server == origin.Server : !isOfMesh(slot.Origin))
                others++;
        return others < MaxLives && Count < MaxUnheard;
    }

    /// <summary>A life of that server, later than the one given, was there already when the session began.</summary>
    internal bool BeganInLaterLifeThan(Origin origin)
    {
        foreach (ref readonly var slot in Slots)
            if (slot.HasBase && origin.IsEarlierLifeThan(slot.Origin))
                return true;
        return false;
    }

    /// <summary>The client had to do with a life of that server before the one given.</summary>
    internal bool HasEarlierLifeThan(Origin origin)
    {
        foreach (ref readonly var slot in Slots)
            if (slot.Origin.IsEarlierLifeThan(origin))
                return true;
        return false;
    }

    /// <summary>
    /// From when on the position names every origin of which the client had a message: one that it does not name sent it none. The offset
    /// with which the session began may have left out origins that were last heard before that time. Wall clock, in ms.
    /// </summary>
    internal long CompleteFrom { get; set; }

    /// <summary>
    /// Whether the client had a message of that place. If no slot names its origin, a message from before <see cref="CompleteFrom"/> counts
    /// as had, since the offset may have dropped the origin.
    /// </summary>
    internal bool Had(in KeyPlace place)
    {
        if (IndexOf(place.Origin) is >= 0 and var at)
            return _slots[at].Had(place.Number);
        foreach (var slot in _forgotten ?? [])
            if (slot.Origin == place.Origin)
                return slot.Had(place.Number);
        return place.At < CompleteFrom;
    }

    /// <summary>Leaves out what no log can bring up again: origins not heard from for long, whose base and hole are over too.</summary>
    internal void Forget(long now, RecoveryTimes times)
    {
        _forgotten?.RemoveAll(slot => now - slot.HeardAt > times.KeyReach);
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (now - _slots[i].HeardAt <= (_slots[i].HasPast ? times.KeyReach : times.OffsetReach))
                _slots[kept++] = _slots[i];
            else if (_forgotten is not { Count: MaxForgotten })
                (_forgotten ??= []).Add(_slots[i]);
        }

        Count = kept;
    }

    /// <summary>
    /// A copy without more lives of one server than there can be within <see cref="RecoveryTimes.KeyReach"/>, and without more than so
    /// many of servers that are not of this mesh, as far as this one knows: a client may bring what it likes, and its session keeps it.
    /// </summary>
    internal Position CopyOfMesh(Func<Origin, bool> isOfMesh)
    {
        var (copy, others) = (new Position(), 0);
        foreach (ref readonly var slot in Slots)
            if (LaterLivesThan(slot.Origin) < MaxLives && (isOfMesh(slot.Origin) || others++ < MaxLives))
                copy.Add(slot);
        return copy;
    }

    private int LaterLivesThan(Origin origin)
    {
        var later = 0;
        foreach (ref readonly var slot in Slots)
            later += origin.IsEarlierLifeThan(slot.Origin) ? 1 : 0;
        return later;
    }
}
