using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Limits;

/// <summary>How fast clients may be, by connection, by user and by address.</summary>
internal sealed class EventLimits(RateOptions options, LimitMetrics metrics, TimeProvider time)
{
    private readonly SharedBucketTable<ClientAddress> _addresses = new(options, time);
    private readonly SharedBucketTable<UserName> _users = new(options, time);
    private readonly RecipientBuckets _recipients = new();
    private readonly RecipientBuckets _fileRecipients = new();

    /// <summary>A connection from that address has begun; it tells when it ends.</summary>
    public ConnectionRates Begin(ClientAddress address) =>
        new(address, _addresses, _users, _recipients, _fileRecipients, options, metrics);

    /// <summary>Whether one more client may come back from that address, one whose connection is not begun yet.</summary>
    public bool MayReturn(ClientAddress address)
    {
        var buckets = _addresses.Enter(address);
        _addresses.Leave(address);
        var mayReturn = buckets.TryTake(EventKind.Return, options.Returns.Address, time.GetUtcNow().Ticks);
        if (!mayReturn)
            metrics.Refused(EventKind.Return, LimitScope.Address);
        return mayReturn;
    }
}
