using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What one address may have: sessions at a time, and handshakes a second.</summary>
internal sealed class AddressLimits(EngineOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<ClientAddress, int> _sessions = new();
    private readonly PartitionedRateLimiter<ClientAddress> _handshakes = PartitionedRateLimiter.Create<ClientAddress, ClientAddress>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => new()
        {
            TokenLimit = options.HandshakeBurstPerAddress,
            TokensPerPeriod = options.HandshakesPerSecondPerAddress,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Counts one more session of that address.</summary>
    /// <returns>Null, or why there may be none; then nothing is counted.</returns>
    public EngineError? TryEnter(ClientAddress address)
    {
        using var lease = _handshakes.AttemptAcquire(address);
        if (!lease.IsAcquired)
            return EngineError.TooManyHandshakes;
        if (_sessions.AddOrUpdate(address, 1, static (_, count) => count + 1) <= options.MaxSessionsPerAddress)
            return null;
        Leave(address);
        return EngineError.TooManySessionsOfAddress;
    }

    public void Leave(ClientAddress address)
    {
        while (_sessions.TryGetValue(address, out var count))
            if (count == 1 ? _sessions.TryRemove(KeyValuePair.Create(address, 1)) : _sessions.TryUpdate(address, count - 1, count))
                return;
    }

    public void Dispose() => _handshakes.Dispose();
}
