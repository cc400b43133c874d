namespace Gossamer.SocketIO.Recovery;

/// <summary>
/// What was sent to one socket lately, bounded in packets, bytes and age; shares the packets with all other receivers. Guarded by
/// the socket's lock.
/// </summary>
internal sealed class RecoveryLog(RecoveryOptions options, TimeSpan maxAge, TimeProvider time)
{
    private readonly Queue<(EncodedPacket Packet, long At)> _packets = new();
    private long _bytes;

    /// <summary>
    /// The offset of the last event that is no longer kept. A client that was idle for long before it lost its connection is there:
    /// it has missed all that is kept.
    /// </summary>
    private string? _before;

    public void Add(EncodedPacket packet)
    {
        _packets.Enqueue((packet, time.GetTimestamp()));
        _bytes += packet.Size;
        Trim();
    }

    /// <summary>Lets go of what is beyond the bounds.</summary>
    public void Trim()
    {
        while (_packets.TryPeek(out var oldest)
            && (_packets.Count > options.MaxPackets || _bytes > options.MaxBytes || time.GetElapsedTime(oldest.At) > maxAge))
        {
            var dropped = _packets.Dequeue().Packet;
            _bytes -= dropped.Size;
            _before = dropped.Offset;
        }
    }

    /// <summary>What came after the event of that offset; null when that event is not (or no longer) known.</summary>
    public EncodedPacket[]? After(string offset)
    {
        var found = offset == _before;
        var missed = new List<EncodedPacket>();
        foreach (var (packet, _) in _packets)
        {
            if (found)
                missed.Add(packet);
            else
                found = packet.Offset == offset;
        }

        return found ? [.. missed] : null;
    }
}
