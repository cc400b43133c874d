namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>
/// How fast one connection sends. What it may send is drawn from its own token buckets and its address's some packets ahead, so that most
/// packets cost a subtraction: the clock is not read for them, and nothing shared is touched. Used by the one who reads the connection.
/// </summary>
internal struct PacketRates
{
    private const double LargestDraw = 128; // packets
    private const double DrawSeconds = 1.0 / 16; // no more than is due in this time, so that a client waits often and briefly
    private const double BytesAhead = 256; // for each packet drawn ahead
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private long _packetsLeft;
    private long _bytesLeft;
    private TokenBucket _packets;
    private TokenBucket _bytes;
    private double _draw;
    private long _lastDraw;
    private long _tooFastSince; // a time stamp; 0: it is not

    /// <returns>False when the packet has to be drawn for.</returns>
    public bool TryTake(int bytes) => (--_packetsLeft | (_bytesLeft -= bytes)) >= 0;

    /// <summary>Of a packet that has not come whole.</summary>
    /// <returns>False when they have to be drawn for.</returns>
    public bool TryTakeBytes(int bytes) => (_bytesLeft -= bytes) >= 0;

    /// <summary>Draws what the last packet took beyond what was left, and some more if the client sends often.</summary>
    /// <returns>How long the client is not to be read from.</returns>
    public TimeSpan Draw(EngineSession session)
    {
        var (options, time) = (session.Options, session.Time);
        if (session.Address.HasNoRates)
        {
            (_packetsLeft, _bytesLeft) = (long.MaxValue, long.MaxValue);
            return TimeSpan.Zero;
        }

        var now = time.GetTimestamp();
        var own = Draw(options.Rates, session.Address, now, time, out var address);
        if (own == TimeSpan.Zero)
        {
            if (_packets.IsRested(options.Rates.Packets) && _bytes.IsRested(options.Rates.Bytes))
                _tooFastSince = 0;
        }
        else if (_tooFastSince == 0)
        {
            _tooFastSince = now;
        }
        else if (time.GetElapsedTime(_tooFastSince, now) >= options.TooFastTimeout)
        {
            session.Close(CloseReason.TooFast);
        }

        return own > address ? own : address;
    }

    private TimeSpan Draw(PacketRateOptions rates, AddressQuota quota, long now, TimeProvider time, out TimeSpan address)
    {
        _draw = _draw == 0 || time.GetElapsedTime(_lastDraw, now) > Rest ? 1 : Math.Min(_draw * 2, Largest(rates.Packets));
        _lastDraw = now;
        var packets = _packetsLeft < 0 ? (long)_draw : 0;
        var bytes = _bytesLeft < 0 ? -_bytesLeft + (long)((_draw - 1) * BytesAhead) : 0;
        _packetsLeft += packets;
        _bytesLeft += bytes;
        var (one, other) = (_packets.Take(packets, rates.Packets, now, time), _bytes.Take(bytes, rates.Bytes, now, time));
        address = quota.Take(packets, bytes, now);
        return one > other ? one : other;
    }

    private static double Largest(in Rate packets) =>
        packets.IsLimited ? Math.Clamp(packets.PerSecond * DrawSeconds, 1, LargestDraw) : LargestDraw;
}
