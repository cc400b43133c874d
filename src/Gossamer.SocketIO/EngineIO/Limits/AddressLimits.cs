using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// What addresses may have: handshakes a second, sessions at a time, and what those send. An address without sessions is remembered until
/// its buckets are full, as those of an unknown one are.
/// </summary>
internal sealed class AddressLimits(EngineOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How many addresses without sessions are remembered.</summary>
    private const int MaxRemembered = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<AddressQuota> _remembered = new(); // those that have sessions again stay until they come up
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
        if (!quota.Leave())
            return;
        lock (_gate)
        {
            if (!quota.IsRemembered && !TryForget(quota, anyway: false) && quota.IsIdle)
            {
                _remembered.Enqueue(quota);
                quota.IsRemembered = true;
            }

            Forget();
        }
    }

    public void Dispose() => _handshakes.Dispose();

    private void Forget()
    {
        while (_remembered.TryPeek(out var oldest)
            && (!oldest.IsIdle || TryForget(oldest, anyway: _remembered.Count > MaxRemembered)))
        {
            _remembered.Dequeue();
            oldest.IsRemembered = false;
        }
    }

    private bool TryForget(AddressQuota quota, bool anyway) =>
        quota.TryEnd(anyway) && _quotas.TryRemove(KeyValuePair.Create(quota.Address, quota));
}
