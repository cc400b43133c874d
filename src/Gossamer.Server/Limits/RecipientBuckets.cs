using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Limits;

/// <summary>
/// How much goes from each address to each user: a fixed number of buckets, shared by those whose hash is the same, so that it takes
/// 512 KiB however many there are, and no lock. Hashes are keyed anew in each process: nobody can choose with whom to share.
/// </summary>
internal sealed class RecipientBuckets
{
    private const int Count = 1 << 16;

    private readonly SharedTokenBucket[] _buckets = new SharedTokenBucket[Count];

    /// <inheritdoc cref="SharedTokenBucket.TryTake"/>
    public bool TryTake(ClientAddress from, UserName to, in RateLimit limit, long now, int bytes) =>
        limit.Interval == 0 || _buckets[HashCode.Combine(from, to) & (Count - 1)].TryTake(limit, now, bytes);
}
