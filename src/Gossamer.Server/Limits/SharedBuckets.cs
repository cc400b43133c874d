namespace Gossamer.Server.Limits;

/// <summary>The buckets that all connections of one address, or of one user, share.</summary>
internal sealed class SharedBuckets
{
    private EventBuckets _buckets;

    /// <summary>How many connections do. Changed under the lock of <see cref="SharedBucketTable{TKey}"/>, as the next.</summary>
    public int Holders { get; set; }

    /// <summary>When the last one went.</summary>
    public long IdleSince { get; set; }

    public bool TryTake(EventKind kind, in RateLimit limit, long now) => _buckets[(int)kind].TryTake(limit, now);

    /// <inheritdoc cref="SharedTokenBucket.Charge"/>
    public void Charge(EventKind kind, int count, in RateLimit limit, long now) => _buckets[(int)kind].Charge(count, limit, now);

    /// <inheritdoc cref="SharedTokenBucket.HasRoom"/>
    public bool HasRoom(EventKind kind, in RateLimit limit, long now) => _buckets[(int)kind].HasRoom(limit, now);
}
