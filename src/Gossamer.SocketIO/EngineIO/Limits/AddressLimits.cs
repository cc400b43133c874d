using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What addresses may have: handshakes a second, sessions at a time, and what those send.</summary>
internal sealed class AddressLimits(EngineOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<ClientAddress, AddressQuota> _quotas = new();
    private readonly PartitionedRateLimiter<ClientAddress> _handshakes = PartitionedRateLimiter.Create<ClientAddress, ClientAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new()
        {
            TokenLimit = options.HandshakeBurstPerAddress,
            TokensPerPeriod = options.HandshakesPerSecondPerAddress,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Counts one more session of that address.</summary>
    /// <returns>Null, or why there may be none; then nothing is counted.</returns>
    public EngineError? TryEnter(ClientAddress address, out AddressQuota? quota)
    {
        quota = null;
        using var lease = _handshakes.AttemptAcquire(address);
        if (!lease.IsAcquired)
            return EngineError.TooManyHandshakes;
        bool? entered;
        do
        {
            quota = _quotas.GetOrAdd(address, static (a, s) => new AddressQuota(a, s.options, s.time), (options, time));
            entered = quota.TryEnter();
        }
        while (entered is null);
        return entered == true ? null : EngineError.TooManySessionsOfAddress;
    }

    public void Leave(AddressQuota quota)
    {
        if (quota.Leave())
            _quotas.TryRemove(KeyValuePair.Create(quota.Address, quota));
    }

    public void Dispose() => _handshakes.Dispose();
}
