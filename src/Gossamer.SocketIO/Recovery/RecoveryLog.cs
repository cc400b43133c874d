using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Recovery;

/// <summary>
/// What was sent to one socket lately, bounded in packets, bytes and age; shares the packets with all other receivers. Guarded by
/// the socket's lock.
/// </summary>
internal sealed class RecoveryLog(RecoveryOptions options, TimeSpan maxAge, TimeProvider time, MemoryBudget memory)
{
    /// <summary>What an entry takes beside its packet, in bytes.</summary>
    private const int EntryOverhead = 32;

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
        memory.Add(EntryOverhead + (packet.EnterLog() ? packet.Size : 0));
        Trim();
    }

    /// <summary>Lets go of what is beyond the bounds.</summary>
    public void Trim()
    {
        while (_packets.TryPeek(out var oldest)
            && (_packets.Count > options.MaxPackets || _bytes > options.MaxBytes || time.GetElapsedTime(oldest.At) > maxAge))
        {
            _before = Drop().Offset;
        }
    }

    /// <summary>Its part of what it keeps, which other logs keep as well, in bytes.</summary>
    public long HeldBytes
    {
        get
        {
            long held = 0;
            foreach (var (packet, _) in _packets)
                held += EntryOverhead + (packet.Size / Math.Max(1, packet.Logs));
            return held;
        }
    }

    /// <summary>Lets go of everything.</summary>
    public void Clear()
    {
        while (_packets.Count > 0)
            Drop();
    }

    /// <summary>Keeps from now on what comes after the event of that offset, and nothing of before.</summary>
    public void Begin(string? offset)
    {
        Clear();
        _before = offset;
    }

    /// <summary>The offsets of what was sent no longer ago than that, up to the event of that offset.</summary>
    public IReadOnlyList<string> UpTo(string? offset, TimeSpan age)
    {
        var sent = new List<string>();
        if (offset == _before)
            return sent;
        foreach (var (packet, at) in _packets)
        {
            if (packet.Offset is not null && time.GetElapsedTime(at) <= age)
                sent.Add(packet.Offset);
            if (packet.Offset == offset)
                break;
        }

        return sent;
    }

    /// <summary>What came after the event of that offset; null when that event is not (or no longer) known.</summary>
    /// <param name="offset">Null: the client has had no event yet.</param>
    public EncodedPacket[]? After(string? offset)
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

    private EncodedPacket Drop()
    {
        var dropped = _packets.Dequeue().Packet;
        _bytes -= dropped.Size;
        memory.Add(-EntryOverhead - (dropped.LeaveLog() ? dropped.Size : 0));
        return dropped;
    }
}
