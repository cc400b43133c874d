using System.Buffers;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>Frames taken from an <see cref="Outbox"/>; the taker disposes it when they are written.</summary>
internal readonly struct OutboxBatch(EngineFrame[]? frames, int count) : IDisposable
{
    public int Count => count;

    public ReadOnlyMemory<EngineFrame> Frames => frames.AsMemory(0, count);

    public void Dispose()
    {
        if (frames is not null)
            ArrayPool<EngineFrame>.Shared.Return(frames, clearArray: true);
    }
}
