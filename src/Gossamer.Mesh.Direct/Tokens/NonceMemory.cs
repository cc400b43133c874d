namespace Gossamer.Mesh.Direct;

/// <summary>Remembers each token until it has expired, so that none is taken twice. Bounded: when full it takes none.</summary>
internal sealed class NonceMemory(int capacity, TimeProvider time)
{
    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Dictionary<string, DateTime> _used = new(StringComparer.Ordinal);

    internal NonceResult Take(string? nonce, DateTime expires)
    {
        if (string.IsNullOrEmpty(nonce))
            return NonceResult.Repeated; // every token without one is the same token

        using (_gate.EnterScope())
        {
            if (_used.Count >= capacity)
                Forget();
            if (_used.Count >= capacity)
                return NonceResult.Full;
            return _used.TryAdd(nonce, expires) ? NonceResult.Fresh : NonceResult.Repeated;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (nonce, expires) in _used)
            if (expires < now)
                _used.Remove(nonce);
    }
}
