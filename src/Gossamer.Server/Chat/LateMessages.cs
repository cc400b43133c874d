namespace Gossamer.Server.Chat;

/// <summary>Messages that a connection was sent lately and that do not count as delivered, by their offsets.</summary>
internal sealed class LateMessages(TimeProvider time)
{
    private const int Max = 1000; // as many as a session's log keeps
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(90); // longer than another server asks for them

    private readonly Lock _gate = new();
    private readonly Queue<(string Offset, MessageKey? Key, long At)> _all = new();
    private readonly HashSet<string> _offsets = new(StringComparer.Ordinal);
    private readonly Dictionary<MessageKey, string> _byKey = [];

    public IReadOnlyList<string> Offsets
    {
        get
        {
            lock (_gate)
                return [.. _all.Select(static late => late.Offset).Where(_offsets.Contains)];
        }
    }

    public bool Contains(string offset)
    {
        lock (_gate)
            return _offsets.Contains(offset);
    }

    public void Add(string offset, MessageKey? key)
    {
        lock (_gate)
        {
            LetGo();
            if (key is { } repeatable && !_byKey.TryAdd(repeatable, offset))
                return; // a repetition, which is not sent again
            _all.Enqueue((offset, key, time.GetTimestamp()));
            _offsets.Add(offset);
        }
    }

    /// <summary>Its sender has repeated it, and it counts now.</summary>
    public void Remove(MessageKey key)
    {
        lock (_gate)
            if (_byKey.Remove(key, out var offset))
                _offsets.Remove(offset);
    }

    private void LetGo()
    {
        while (_all.TryPeek(out var oldest) && (_all.Count >= Max || time.GetElapsedTime(oldest.At) > Kept))
        {
            _all.Dequeue();
            _offsets.Remove(oldest.Offset);
            if (oldest.Key is { } key && _byKey.GetValueOrDefault(key) == oldest.Offset)
                _byKey.Remove(key);
        }
    }
}
