using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// How many tokens of one address (IPv6: of one /64) are checked a second: a signature costs 0.1 ms, whether it is good or forged.
/// </summary>
internal sealed class TokenRate(MeshDirectOptions options) : IDisposable
{
    private const int PeriodsPerSecond = 20;

    private readonly PartitionedRateLimiter<IPAddress?> _limiter = PartitionedRateLimiter.Create<IPAddress?, (ulong Network, bool IsV6)>(
        address => RateLimitPartition.GetTokenBucketLimiter(NetworkOf(address), _ => new()
        {
            TokenLimit = options.TokenChecksPerSecond,
            TokensPerPeriod = (options.TokenChecksPerSecond + PeriodsPerSecond - 1) / PeriodsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1.0 / Math.Min(PeriodsPerSecond, options.TokenChecksPerSecond)),
            QueueLimit = 0,
        }));

    internal bool TryTake(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static (ulong Network, bool IsV6) NetworkOf(IPAddress? address)
    {
        if (address is null)
            return default;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? (BinaryPrimitives.ReadUInt64BigEndian(bytes), true)
            : (BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }
}
