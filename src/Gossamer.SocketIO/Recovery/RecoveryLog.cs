namespace Gossamer.SocketIO.Recovery;

/// <summary>
/// What was sent to one socket lately, bounded in packets, bytes and age; shares the packets with all other receivers. Guarded by
/// the socket's lock.
/// </summary>
internal sealed class RecoveryLog(RecoveryOptions options, TimeProvider time)
{
    private readonly Queue<(EncodedPacket Packet, long At)> _packets = new();
    private long _bytes;

    public void Add(EncodedPacket packet)
    {
        _packets.Enqueue((packet, time.GetTimestamp()));
        _bytes += packet.Size;
        while (_packets.Count > options.MaxPackets || _bytes > options.MaxBytes || IsTooOld(_packets.Peek().At))
        {
            _bytes -= _packets.Dequeue().Packet.Size;
            if (_packets.Count == 0)
                break;
        }
    }

    /// <summary>What came after the event of that offset; null when that event is not (or no longer) known.</summary>
    public EncodedPacket[]? After(string offset)
    {
        var found = false;
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

    private bool IsTooOld(long at) => time.GetElapsedTime(at) > options.MaxDisconnection;
}
