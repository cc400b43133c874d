using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO;

/// <content>What the session holds of memory, and how its share of it is found.</content>
internal sealed partial class EngineSession : IConnectionLimits
{
    /// <summary>What is kept beyond this, in bytes, is not the handshake, whose head has 32 KiB by Kestrel's default.</summary>
    private const int LargestKeptHandshake = 64 * 1024;

    /// <summary>One address may fill this part of the budget with what it sends, so that there is room for what others send.</summary>
    private const int AddressPart = 2;

    private readonly MemoryBudget _memory;
    private ReadOnlyMemory<EngineFrame> _inWriting;
    private long _inWritingBytes;
    private long _keptBytes;

    /// <summary>The budget of all sessions.</summary>
    public MemoryBudget Memory => _memory;

    /// <summary>
    /// In the outbox, being written, and kept for it, in bytes; shared frames in full. Read without the lock: an estimate while it changes.
    /// </summary>
    public long HeldBytes =>
        _outbox.HeldBytes + Volatile.Read(ref _inWritingBytes) + Volatile.Read(ref _keptBytes) + (_handler?.HeldBytes ?? 0);

    /// <summary>A transport has taken something that it has not written yet.</summary>
    public bool IsWriting => Volatile.Read(ref _inWritingBytes) > 0;

    /// <summary>When the session ended, part of a message was there, or of a packet: the rest would have to come before a close frame.
    /// </summary>
    public bool HoldsInput { get; private set; }

    /// <inheritdoc/>
    public void Keep(long bytes)
    {
        if (bytes == 0)
            return;
        lock (_gate)
        {
            if (_closed)
                return;
            _keptBytes += bytes;
        }

        _memory.Add(bytes);
        if (!Address.TryKeep(bytes, _memory.Limit / AddressPart))
            Close(CloseReason.MemoryExhausted);
    }

    /// <summary>Counts who holds which frames, those in writing included.</summary>
    public void CountShared(SharedFrames shared)
    {
        lock (_gate)
        {
            shared.Count(_outbox.Frames);
            shared.Count(_inWriting.Span);
        }
    }

    /// <summary>What of <see cref="HeldBytes"/> is this session's, the rest being that of others who hold the same frames.</summary>
    public long ShareOf(SharedFrames shared)
    {
        var held = HeldBytes;
        lock (_gate)
            return held - shared.OthersPart(_outbox.Frames) - shared.OthersPart(_inWriting.Span);
    }

    /// <summary>For the batch itself: its frames are written, or never will be.</summary>
    public void OnWritten(in OutboxBatch batch)
    {
        bool isDrained;
        lock (_gate)
        {
            _inWritingBytes -= batch.HeldBytes;
            _inWriting = default;
            _taken++;
            isDrained = !_closed && _outbox.IsEmpty && _inWritingBytes == 0;
        }

        _memory.Add(-batch.HeldBytes);
        _table.Metrics?.Sent(batch.Bytes);
        if (isDrained)
            Volatile.Read(ref _drained)?.Tell();
        if (batch.HasPing)
            _heartbeat.OnPingWritten();
    }

    /// <summary>The session has ended, and nobody will take what waits.</summary>
    public void Discard()
    {
        long released;
        lock (_gate)
            released = ReleaseOutbox();
        _memory.Add(-released);
    }

    /// <summary>While one transport still writes, another may have taken over: then only the later's frames are known one by one.</summary>
    private void OnTaken(in OutboxBatch batch)
    {
        _inWriting = batch.Frames;
        _inWritingBytes += batch.HeldBytes;
        _taken++;
        if (_isCrowded)
            MakeRoom();
    }

    private long ReleaseKept()
    {
        var released = _keptBytes;
        _keptBytes = 0;
        Address.TryKeep(-released, long.MaxValue);
        return released;
    }

    private long ReleaseOutbox()
    {
        var batch = _outbox.TakeAll();
        batch.Dispose();
        return batch.HeldBytes;
    }
}
