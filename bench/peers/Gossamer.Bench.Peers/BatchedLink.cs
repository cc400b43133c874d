using System.Buffers;
using System.Net.WebSockets;

namespace Gossamer.Bench.Peers;

/// <summary>
/// A link of which all that has gathered leaves as one message, each part behind its length; the other server takes it apart.
/// </summary>
internal sealed class BatchedLink(WebSocket socket) : IRelayClient, IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _writing = new();
    private bool _isWriting;

    public ValueTask<int?> ReceiveAsync(Memory<byte> buffer) =>
        throw new NotSupportedException("Nothing is said on a link that was dialed.");

    public ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            RelayMessage.Pack(_waiting, message.Span);
            if (_isWriting)
                return default;
            _isWriting = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return default;
    }

    public void Execute() => _ = WriteAsync();

    public void Dispose() => socket.Dispose();

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

            await socket.SendAsync(_writing.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            _writing.ResetWrittenCount();
        }
    }
}
