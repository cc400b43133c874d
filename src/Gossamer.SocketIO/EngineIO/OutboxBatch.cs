using System.Buffers;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>Frames taken from an <see cref="Outbox"/>; the taker disposes it when they are written.</summary>
/// <param name="frames">A rented array.</param>
/// <param name="count">How many of it.</param>
/// <param name="heldBytes">What they count in memory.</param>
/// <param name="session">Whose outbox it was; told when they are written.</param>
internal readonly struct OutboxBatch(EngineFrame[]? frames, int count, long heldBytes, EngineSession? session) : IDisposable
{
    public int Count => count;

    public long HeldBytes => heldBytes;

    public long Bytes => heldBytes - ((long)count * Outbox.FrameOverhead);

    /// <summary>The heartbeat's ping is among them.</summary>
    public bool HasPing { get; init; }

    public ReadOnlyMemory<EngineFrame> Frames => frames.AsMemory(0, count);

    public void Dispose()
    {
        session?.OnWritten(this);
        if (frames is not null)
            ArrayPool<EngineFrame>.Shared.Return(frames, clearArray: true);
    }
}
