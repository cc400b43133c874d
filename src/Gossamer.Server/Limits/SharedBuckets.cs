namespace Gossamer.Server.Limits;

/// <summary>The buckets that all connections of one address, or of one user, share.</summary>
internal sealed class SharedBuckets
{
    private EventBuckets _buckets;

    /// <summary>How many connections do. Under the lock of <see cref="SharedBucketTable{TKey}"/>, as the next.</summary>
    public int Holders { get; set; }

    /// <summary>When the last one went.</summary>
    public long IdleSince { get; set; }

    /// <inheritdoc cref="SharedTokenBucket.TryTake"/>
    public bool TryTake(EventKind kind, in RateLimit limit, long now, int count = 1) =>
        _buckets[(int)kind].TryTake(limit, now, count);
}
