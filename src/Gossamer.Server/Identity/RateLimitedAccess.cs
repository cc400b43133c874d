using System.Threading.RateLimiting;
using Gossamer.SocketIO;

namespace Gossamer.Server.Identity;

/// <summary>
/// Checks the tokens of one address no faster than <see cref="IdentityOptions.ChecksPerSecond"/>: a signature costs up to 0.1 ms, whether
/// it is good or forged. What comes faster waits its turn, since thousands who come back behind one address are honest; beyond
/// <see cref="IdentityOptions.MaxWaitingChecks"/> it is denied. A token brought on a connection (<c>authenticate</c>) has no address here:
/// the connection's own rate holds.
/// </summary>
internal sealed class RateLimitedAccess(IUserAccess inner, IdentityOptions options, IdentityMetrics metrics) : IUserAccess, IDisposable
{
    private const int PeriodsPerSecond = 20;

    private readonly PartitionedRateLimiter<ClientAddress> _limiter = PartitionedRateLimiter.Create<ClientAddress, ClientAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new()
        {
            TokenLimit = options.CheckBurst,
            TokensPerPeriod = (options.ChecksPerSecond + PeriodsPerSecond - 1) / PeriodsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / Math.Min(PeriodsPerSecond, options.ChecksPerSecond)),
            QueueLimit = options.MaxWaitingChecks,
        }));

    public bool IsOpen => inner.IsOpen;

    public async ValueTask<AccessResult> AuthenticateAsync(Introduction client, CancellationToken cancellation)
    {
        if (client.RemoteAddress is { } address && !await TryWaitAsync(ClientAddress.Of(address), cancellation))
        {
            metrics.Denied(AccessDenial.TooFast);
            return AccessDenial.TooFast;
        }

        return await inner.AuthenticateAsync(client, cancellation);
    }

    public void Dispose() => _limiter.Dispose();

    private async ValueTask<bool> TryWaitAsync(ClientAddress address, CancellationToken cancellation)
    {
        try
        {
            using var lease = await _limiter.AcquireAsync(address, cancellationToken: cancellation);
            return lease.IsAcquired;
        }
        catch (OperationCanceledException)
        {
            return false; // the client has gone
        }
    }
}
