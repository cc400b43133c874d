using System.Buffers;

namespace Gossamer.Mesh;

/// <summary>The frame that a link sends next. Its buffer is used again, unless one frame has made it large. One writer.</summary>
internal sealed class OutgoingFrame(ILinkSender sender)
{
    private const int KeptBytes = 1024 * 1024;

    private ArrayBufferWriter<byte> _buffer = new();

    internal ReadOnlyMemory<byte> Memory => _buffer.WrittenMemory;

    /// <summary>Takes what the sender has. It stands in <see cref="Memory"/> until the next time.</summary>
    internal TakeResult Take()
    {
        if (_buffer.Capacity > KeptBytes)
            _buffer = new();
        _buffer.ResetWrittenCount();
        return sender.Take(_buffer);
    }
}
