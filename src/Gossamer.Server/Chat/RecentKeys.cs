namespace Gossamer.Server.Chat;

/// <summary>
/// Messages that a connection has had of late and that their senders may repeat: the last of them, within a window. It goes with a
/// session from server to server, so that a repetition which comes after it by another way is not taken for new.
/// </summary>
internal sealed class RecentKeys(TimeProvider time, TimeSpan window, int max)
{
    private readonly Lock _gate = new();
    private ulong[] _keys = [];
    private uint[] _seconds = [];
    private bool[] _isElsewhere = [];
    private int _count;
    private int _next;

    private uint Now => (uint)(time.GetTimestamp() / time.TimestampFrequency);

    /// <summary>False: it was had before, here or at another server.</summary>
    public bool TryAdd(MessageKey key)
    {
        lock (_gate)
            return TryAdd(key, Now, isElsewhere: false);
    }

    /// <summary>
    /// The same for a message that another server tells. It may remember what it is only about to tell: false only if it was had here.
    /// </summary>
    public bool TryAddTold(MessageKey key)
    {
        lock (_gate)
        {
            if (TryAdd(key, Now, isElsewhere: false))
                return true;
            var at = IndexOf(key);
            var isNew = _isElsewhere[at];
            _isElsewhere[at] = false;
            return isNew;
        }
    }

    /// <summary>It was not sent after all.</summary>
    public void Remove(MessageKey key)
    {
        lock (_gate)
            if (IndexOf(key) is >= 0 and var at)
                _seconds[at] = unchecked(Now - (uint)window.TotalSeconds - 1);
    }

    /// <summary>
    /// Takes over what another server remembered, each with its age in s. Of more than the bound the latest are kept, whoever had them.
    /// </summary>
    public void Restore(IEnumerable<(ulong Key, uint Age)> elsewhere)
    {
        lock (_gate)
        {
            var now = Now;
            var all = elsewhere.Select(had => (had.Key, Second: now - Math.Min(had.Age, now), IsElsewhere: true)).ToList();
            all.RemoveAll(had => IndexOf(new MessageKey(had.Key)) >= 0);
            for (var at = 0; at < _count; at++)
                all.Add((_keys[at], _seconds[at], _isElsewhere[at]));
            (_count, _next) = (0, 0);
            foreach (var (key, second, isElsewhere) in all.OrderBy(static had => had.Second).TakeLast(max))
                Add(key, second, isElsewhere);
        }
    }

    /// <summary>All that are remembered, each with its age in s.</summary>
    public List<(ulong Key, uint Age)> Snapshot()
    {
        lock (_gate)
        {
            var recent = new List<(ulong, uint)>();
            for (var i = _next - _count; i < _next; i++)
            {
                var at = (i + _keys.Length) % _keys.Length;
                if (Now - _seconds[at] <= window.TotalSeconds)
                    recent.Add((_keys[at], Now - _seconds[at]));
            }

            return recent;
        }
    }

    private bool TryAdd(MessageKey key, uint second, bool isElsewhere)
    {
        if (IndexOf(key) >= 0)
            return false;
        Add(key.Value, second, isElsewhere);
        return true;
    }

    private void Add(ulong key, uint second, bool isElsewhere)
    {
        if (_count == _keys.Length && _keys.Length < max)
            Grow();
        _next %= _keys.Length;
        (_keys[_next], _seconds[_next], _isElsewhere[_next]) = (key, second, isElsewhere);
        _next++;
        _count = Math.Min(_count + 1, _keys.Length);
    }

    private int IndexOf(MessageKey key)
    {
        for (var from = 0; from < _count; from++)
        {
            var found = _keys.AsSpan(from, _count - from).IndexOf(key.Value);
            if (found < 0)
                break;
            from += found;
            if (Now - _seconds[from] <= window.TotalSeconds)
                return from;
        }

        return -1;
    }

    /// <summary>Only while it has never been full: what is there begins at 0.</summary>
    private void Grow()
    {
        var size = Math.Min(max, Math.Max(8, 2 * _keys.Length));
        Array.Resize(ref _keys, size);
        Array.Resize(ref _seconds, size);
        Array.Resize(ref _isElsewhere, size);
    }
}
