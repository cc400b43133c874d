namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What one address has and does: its sessions, and how fast they send together.</summary>
internal sealed class AddressQuota(ClientAddress address, EngineOptions options, TimeProvider time)
{
    /// <summary>Of many connections each may be in debt by a large message; none of them is to wait for all the others'.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private TokenBucket _packets;
    private TokenBucket _bytes;
    private TokenBucket _connects;
    private long _keptBytes;
    private int _sessions; // negative: this quota is no longer the address's

    public ClientAddress Address => address;

    /// <summary>Its connections send as fast as they like.</summary>
    public bool HasNoRates { get; } = options.UnlimitedAddresses.Contains(address);

    /// <summary>Counts one more session.</summary>
    /// <returns>
    /// False when there are as many as may be; null when this quota is no longer the address's.
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

    /// <summary>It is among those that are remembered, whose keeper's lock guards this.</summary>
    public bool IsRemembered { get; set; }

    /// <summary>It is the address's, which has no session at the moment.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return _sessions == 0;
        }
    }

    /// <returns>True when it was the last session.</returns>
    public bool Leave()
    {
        lock (_gate)
            return --_sessions == 0;
    }

    /// <summary>Ends this quota, unless it has sessions or something to remember: nobody has full buckets again by coming anew.</summary>
    /// <param name="anyway">Even if there is something to remember.</param>
    /// <returns>True when it has ended.</returns>
    public bool TryEnd(bool anyway)
    {
        var (rates, now) = (options.AddressRates, time.GetTimestamp());
        lock (_gate)
        {
            var isRested = _packets.IsFull(rates.Packets, now, time) && _bytes.IsFull(rates.Bytes, now, time)
                && _connects.IsFull(options.AddressConnects, now, time);
            if (_sessions != 0 || !(anyway || isRested))
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
        return Bounded(one > other ? one : other);
    }

    /// <summary>So much more is kept of what its connections have sent; negative: less.</summary>
    /// <returns>False when it is more than may be, and more than before.</returns>
    public bool TryKeep(long bytes, long most) => Interlocked.Add(ref _keptBytes, bytes) <= most || bytes <= 0 || HasNoRates;

    /// <summary>One of its connections joins a namespace.</summary>
    /// <returns>How long that connection has to wait.</returns>
    public TimeSpan TakeConnect(long now)
    {
        if (HasNoRates || !options.AddressConnects.IsLimited)
            return TimeSpan.Zero;
        lock (_gate)
            return Bounded(_connects.Take(1, options.AddressConnects, now, time));
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < MaxWait ? wait : MaxWait;
}
