namespace Gossamer.Server.Events;

/// <summary>
/// What happened to this server in the last hour, for its operators: the latest entries, of which each may stand for many events of the
/// same kind. Bounded in number and age. When there is no room, the oldest entry of the group that has the most goes. Its lock is a leaf:
/// events come from under any other.
/// </summary>
internal sealed class EventLog(EventLogOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<LoggedEvent> _entries = new(); // by sequence, and so by time
    private readonly Dictionary<EventKey, LinkedListNode<LoggedEvent>> _latest = [];
    private readonly Dictionary<(ServerEventKind Kind, string? Peer), int> _groups = [];
    private long _sequence;

    /// <summary>The number of the latest change; 0: there was none.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Something happened.</summary>
    /// <param name="key">What.</param>
    /// <param name="count">How often.</param>
    /// <param name="text">What there is to say besides.</param>
    public void Add(EventKey key, long count = 1, string? text = null)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            var sequence = _sequence + 1;
            if (_latest.TryGetValue(key, out var same) && IsSame(same.Value, now))
                Raise(same, same.Value with { Sequence = sequence, Last = now, Count = same.Value.Count + count, Text = text });
            else
                Append(new(key, sequence, sequence, now, now, count, text));
            Volatile.Write(ref _sequence, sequence);
        }
    }

    /// <summary>The entries that are new, or changed, behind a number; the latest change is the last.</summary>
    /// <param name="sequence">0, or a number beyond the latest (of another life of the server): all.</param>
    public IReadOnlyList<LoggedEvent> After(long sequence)
    {
        var found = new List<LoggedEvent>();
        lock (_gate)
        {
            Forget(time.GetUtcNow());
            if (sequence > _sequence)
                sequence = 0;
            for (var node = _entries.Last; node is not null && node.Value.Sequence > sequence; node = node.Previous)
                found.Add(node.Value);
        }

        found.Reverse();
        return found;
    }

    private bool IsSame(LoggedEvent entry, DateTimeOffset now) => entry.Key.IsBulk
        ? Minute(entry.First) == Minute(now)
        : now - entry.Last <= options.FoldWindow;

    private static long Minute(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / 60;

    private void Raise(LinkedListNode<LoggedEvent> node, LoggedEvent changed)
    {
        node.Value = changed;
        _entries.Remove(node);
        _entries.AddLast(node);
    }

    private void Append(LoggedEvent entry)
    {
        if (_entries.Count >= options.MaxEvents)
            RemoveOldestOfTheLargestGroup();
        _latest[entry.Key] = _entries.AddLast(entry);
        _groups[entry.Key.Group] = _groups.GetValueOrDefault(entry.Key.Group) + 1;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_entries.First is { } oldest && now - oldest.Value.Last > options.MaxAge)
            Remove(oldest);
    }

    private void RemoveOldestOfTheLargestGroup()
    {
        var largest = _groups.MaxBy(static group => group.Value).Key;
        for (var node = _entries.First; node is not null; node = node.Next)
        {
            if (node.Value.Key.Group != largest)
                continue;
            Remove(node);
            return;
        }
    }

    private void Remove(LinkedListNode<LoggedEvent> node)
    {
        _entries.Remove(node);
        var key = node.Value.Key;
        if (_latest.TryGetValue(key, out var latest) && latest == node)
            _latest.Remove(key);
        if (--_groups[key.Group] == 0)
            _groups.Remove(key.Group);
    }
}
