namespace Gossamer.Mesh;

/// <summary>Messages whose predecessors have not come, by origin and number.</summary>
internal sealed class ReorderBuffer
{
    private readonly SortedDictionary<ulong, Gap> _gaps = []; // by origin, in an order that hangs on no hash code

    internal int Count { get; private set; }

    internal bool IsEmpty => Count == 0;

    internal IReadOnlyList<Origin> Origins => [.. _gaps.Keys.Select(static origin => new Origin(origin))];

    /// <summary>When the oldest gap opened.</summary>
    internal long Oldest => _gaps.Values.Min(static gap => gap.Since);

    /// <summary>When the oldest message that waits was accepted, in ms since 1970.</summary>
    internal long OldestAt => _gaps.Values.Min(static gap => gap.Entries.Values.Min(static entry => entry.At));

    /// <returns>Whether it is the first one of its origin.</returns>
    internal bool Add(in StreamEntry entry, long now)
    {
        var isFirst = !_gaps.TryGetValue(entry.Origin.Value, out var gap);
        if (isFirst)
            _gaps[entry.Origin.Value] = gap = new(now);
        if (gap!.Entries.TryAdd(entry.Number, entry))
            Count++;
        return isFirst;
    }

    /// <summary>The first message behind the gap, when its predecessor has been passed or it has itself.</summary>
    internal bool TryTake(Origin origin, ulong number, out StreamEntry entry)
    {
        entry = default;
        if (!TryPeek(origin, out var first, out _) || first.Previous > number)
            return false;
        entry = first;
        var gap = _gaps[origin.Value];
        gap.Entries.Remove(first.Number);
        Count--;
        if (gap.Entries.Count == 0)
            _gaps.Remove(origin.Value);
        return true;
    }

    /// <summary>Takes everything of one origin.</summary>
    internal void TakeAll(Origin origin, List<StreamEntry> to)
    {
        if (!_gaps.Remove(origin.Value, out var gap))
            return;
        to.AddRange(gap.Entries.Values);
        Count -= gap.Entries.Count;
    }

    internal bool TryPeek(Origin origin, out StreamEntry first, out long since)
    {
        (first, since) = (default, 0);
        if (!_gaps.TryGetValue(origin.Value, out var gap))
            return false;
        (first, since) = (gap.Entries.Values.First(), gap.Since);
        return true;
    }

    private sealed class Gap(long since)
    {
        internal SortedDictionary<ulong, StreamEntry> Entries { get; } = [];

        internal long Since => since;
    }
}
