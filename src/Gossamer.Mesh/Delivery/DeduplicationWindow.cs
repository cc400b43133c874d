using System.Collections.Concurrent;

namespace Gossamer.Mesh;

/// <summary>
/// Something about each message of late, by its key. Kept for at least the window, for twice that at most; with more
/// messages than the bound the window is shorter. There are two tables: a new one begins when the window is over or half of the bound is
/// reached, and the one before the last is let go as a whole. No lock but the tables' own.
/// </summary>
internal sealed class DeduplicationWindow<T>(TimeProvider time, TimeSpan window, int maxMessages)
    where T : class
{
    private readonly OrderedLock _turning = new(LockRank.Leaf);
    private volatile Page _page = new(null, time.GetTimestamp());

    /// <summary>What is kept of a message, or from now on <paramref name="fresh"/>.</summary>
    internal T GetOrAdd(MessageKey key, T fresh)
    {
        var page = Current();
        if (page.Before is { } before && before.TryGetValue(key, out var known))
            return known;
        known = page.Messages.GetOrAdd(key, fresh);
        if (ReferenceEquals(known, fresh))
            Interlocked.Increment(ref page.Count);
        return known;
    }

    internal void Remove(MessageKey key)
    {
        var page = Current();
        page.Messages.TryRemove(key, out _);
        page.Before?.TryRemove(key, out _);
    }

    private Page Current() => IsOver(_page) ? Turn() : _page;

    private Page Turn()
    {
        using (_turning.EnterScope())
        {
            if (!IsOver(_page))
                return _page;
            // After a long silence what was the latest is too old as well.
            var isRecent = time.GetElapsedTime(_page.Since) < 2 * window;
            return _page = new(isRecent ? _page.Messages : null, time.GetTimestamp());
        }
    }

    private bool IsOver(Page page) => Volatile.Read(ref page.Count) >= maxMessages / 2 || time.GetElapsedTime(page.Since) >= window;

    private sealed class Page(ConcurrentDictionary<MessageKey, T>? before, long since)
    {
        public int Count;

        public ConcurrentDictionary<MessageKey, T> Messages { get; } = new();

        public ConcurrentDictionary<MessageKey, T>? Before => before;

        public long Since => since;
    }
}
