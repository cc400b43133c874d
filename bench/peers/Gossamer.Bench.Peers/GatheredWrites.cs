using System.Buffers;

namespace Gossamer.Bench.Peers;

/// <summary>What several senders have leaves with one write: all that has gathered while the write before was under way.</summary>
/// <param name="add">Puts a message behind those that wait.</param>
/// <param name="write">Writes them; one call at a time.</param>
internal sealed class GatheredWrites(GatheredWrites.Adding add, Func<ReadOnlyMemory<byte>, ValueTask> write) : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _writing = new();
    private bool _isWriting;

    internal delegate void Adding(IBufferWriter<byte> waiting, ReadOnlySpan<byte> message);

    public ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            add(_waiting, message.Span);
            if (_isWriting)
                return default;
            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return default;
    }

    public void Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        while (true)
        {
            lock (_gate)
            {
                _isWriting = _waiting.WrittenCount > 0;
                if (!_isWriting)
                    return;
                (_waiting, _writing) = (_writing, _waiting);
            }

            await write(_writing.WrittenMemory);
            _writing.ResetWrittenCount();
        }
    }
}
