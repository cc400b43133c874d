namespace Gossamer.Mesh.Direct;

/// <summary>
/// Remembers each token until it has expired, so that none is taken twice. Bounded for each issuer: who has issued that many is refused
/// further ones, and nobody else is.
/// </summary>
/// <param name="capacity">How many of one issuer, now. Issuers are peers; one whose tokens have all expired is forgotten.</param>
/// <param name="time">The time.</param>
internal sealed class NonceMemory(Func<int> capacity, TimeProvider time)
{
    /// <summary>The longest nonce, in characters; servers write 32.</summary>
    internal const int MaxLength = 64;

    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Dictionary<NodeId, Dictionary<string, DateTime>> _used = [];

    internal NonceResult Take(NodeId issuer, string? nonce, DateTime expires)
    {
        if (string.IsNullOrEmpty(nonce))
            return NonceResult.Repeated; // every token without one is the same token

        using (_gate.EnterScope())
        {
            if (!_used.TryGetValue(issuer, out var used))
                _used[issuer] = used = Begin();
            var most = capacity();
            if (used.Count >= most)
                Forget(used);
            if (used.Count >= most)
                return NonceResult.Full;
            return used.TryAdd(nonce, expires) ? NonceResult.Fresh : NonceResult.Repeated;
        }
    }

    /// <summary>Of one more issuer: a moment to forget those that are none any more.</summary>
    private Dictionary<string, DateTime> Begin()
    {
        foreach (var (issuer, used) in _used)
        {
            Forget(used);
            if (used.Count == 0)
                _used.Remove(issuer);
        }

        return new(StringComparer.Ordinal);
    }

    private void Forget(Dictionary<string, DateTime> used)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (nonce, expires) in used)
            if (expires < now)
                used.Remove(nonce);
    }
}
