namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What one address has and does: its sessions, and how fast they send together.</summary>
internal sealed class AddressQuota(ClientAddress address, EngineOptions options, TimeProvider time)
{
    /// <summary>Of many connections each may be in debt by a large message; none of them is to wait for all the others'.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private TokenBucket _packets;
    private TokenBucket _bytes;
    private int _sessions;

    public ClientAddress Address => address;

    /// <summary>Its connections send as fast as they like.</summary>
    public bool HasNoRates { get; } = options.UnlimitedAddresses.Contains(address);

    /// <summary>Counts one more session.</summary>
    /// <returns>
    /// False when there are as many as may be; null when this quota is no longer the address's: its last session has ended.
    /// </returns>
    public bool? TryEnter()
    {
        lock (_gate)
        {
            if (_sessions < 0)
                return null;
            if (_sessions >= options.MaxSessionsPerAddress)
                return false;
            _sessions++;
            return true;
        }
    }

    /// <returns>True when it was the last session: this quota counts no more.</returns>
    public bool Leave()
    {
        lock (_gate)
        {
            if (--_sessions > 0)
                return false;
            _sessions = -1;
            return true;
        }
    }

    /// <returns>How long whoever sent them has to wait.</returns>
    public TimeSpan Take(double packets, double bytes, long now)
    {
        var rates = options.AddressRates;
        if (!rates.Packets.IsLimited && !rates.Bytes.IsLimited)
            return TimeSpan.Zero;
        TimeSpan one, other;
        lock (_gate)
            (one, other) = (_packets.Take(packets, rates.Packets, now, time), _bytes.Take(bytes, rates.Bytes, now, time));
        var longer = one > other ? one : other;
        return longer < MaxWait ? longer : MaxWait;
    }
}
