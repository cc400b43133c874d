using System.Buffers;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// What waits to be written to one client; <see cref="OutboxBounds"/> is how much that may be. An empty outbox holds no buffer.
/// Not thread-safe: the session's lock guards it.
/// </summary>
internal struct Outbox
{
    /// <summary>What a frame takes beside its bytes, in bytes: its entry, and about as much for the array's spare room.</summary>
    public const int FrameOverhead = 64;

    private const int FirstRent = 8;

    private EngineFrame[]? _frames;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>What it takes of memory, if it shares nothing, in bytes.</summary>
    public readonly long HeldBytes => Bytes + ((long)Count * FrameOverhead);

    public readonly ReadOnlySpan<EngineFrame> Frames => _frames.AsSpan(0, Count);

    public readonly bool IsEmpty => Count == 0;

    /// <param name="frames">One at least.</param>
    /// <param name="length">All of them, in bytes.</param>
    public void Add(ReadOnlySpan<EngineFrame> frames, long length)
    {
        _frames ??= ArrayPool<EngineFrame>.Shared.Rent(Math.Max(FirstRent, frames.Length));
        if (_frames.Length - Count < frames.Length)
            Grow(Count + frames.Length);
        frames.CopyTo(_frames.AsSpan(Count));
        Count += frames.Length;
        Bytes += length;
    }

    /// <summary>Takes all that waits, in order.</summary>
    /// <param name="session">Told when it is written.</param>
    public OutboxBatch TakeAll(EngineSession? session = null)
    {
        var batch = new OutboxBatch(_frames, Count, HeldBytes, session);
        _frames = null;
        Count = 0;
        Bytes = 0;
        return batch;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<EngineFrame>.Shared.Rent(Math.Max(needed, _frames!.Length * 2));
        _frames.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<EngineFrame>.Shared.Return(_frames, clearArray: true);
        _frames = larger;
    }
}
