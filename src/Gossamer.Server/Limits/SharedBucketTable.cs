namespace Gossamer.Server.Limits;

/// <summary>
/// The shared buckets of all addresses, or of all users, that have connections here, and of those that had some just now, so that nobody
/// has full buckets again by coming anew. Taken from when connections come and go, never for an event.
/// </summary>
internal sealed class SharedBucketTable<TKey>(RateOptions options, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, SharedBuckets> _all = [];
    private readonly Queue<(TKey Key, SharedBuckets Buckets, long Since)> _idle = new();

    public int Count
    {
        get
        {
            lock (_gate)
                return _all.Count;
        }
    }

    /// <summary>One more connection; each is to <see cref="Leave"/> once.</summary>
    public SharedBuckets Enter(TKey key)
    {
        lock (_gate)
        {
            Forget();
            if (!_all.TryGetValue(key, out var buckets))
                _all.Add(key, buckets = new());
            buckets.Holders++;
            return buckets;
        }
    }

    public void Leave(TKey key)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(key, out var buckets) || --buckets.Holders > 0)
                return;
            buckets.IdleSince = time.GetTimestamp();
            _idle.Enqueue((key, buckets, buckets.IdleSince));
            Forget();
        }
    }

    private void Forget()
    {
        while (_idle.TryPeek(out var oldest)
            && (_idle.Count > options.MaxRemembered || time.GetElapsedTime(oldest.Since) >= options.Memory))
        {
            _idle.Dequeue();
            if (oldest.Buckets.Holders == 0 && oldest.Buckets.IdleSince == oldest.Since)
                _all.Remove(oldest.Key);
        }
    }
}
