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

    public void Add(ReadOnlySpan<EngineFrame> frames)
    {
        foreach (ref readonly var frame in frames)
            Add(frame);
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

    private void Add(in EngineFrame frame)
    {
        _frames ??= ArrayPool<EngineFrame>.Shared.Rent(FirstRent);
        if (Count == _frames.Length)
            Grow();
        _frames[Count++] = frame;
        Bytes += frame.Length;
    }

    private void Grow()
    {
        var larger = ArrayPool<EngineFrame>.Shared.Rent(_frames!.Length * 2);
        _frames.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<EngineFrame>.Shared.Return(_frames, clearArray: true);
        _frames = larger;
    }
}
