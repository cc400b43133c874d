using System.Buffers;
using System.Net.WebSockets;

namespace Gossamer.Server.SocketClient;

/// <summary>Puts a WebSocket's frames together to messages, each within a time and up to a size.</summary>
internal sealed class MessageReceiver(WebSocket socket, int maxBytes, TimeProvider time)
{
    private const int ReadSize = 16 * 1024;
    private const int KeptBytes = 1024 * 1024;

    private ArrayBufferWriter<byte> _buffer = new(ReadSize);

    /// <summary>The next message; good until the next call.</summary>
    /// <exception cref="SocketClientException">The connection is over.</exception>
    public async Task<ReadOnlyMemory<byte>> ReceiveAsync(TimeSpan silence, CancellationToken cancellation)
    {
        if (_buffer.Capacity > KeptBytes)
            _buffer = new(ReadSize);
        _buffer.ResetWrittenCount();
        using var patience = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            while (!await ReceivePartAsync(either.Token))
            {
                if (_buffer.WrittenCount > maxBytes)
                    throw new SocketClientException($"the server sent a message of more than {maxBytes} bytes");
            }

            return _buffer.WrittenMemory;
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new SocketClientException($"the server was silent for {silence.TotalSeconds:0.#} s", late);
        }
        catch (Exception e) when (e is WebSocketException or IOException or InvalidOperationException)
        {
            throw new SocketClientException("the connection broke", e);
        }
    }

    private async Task<bool> ReceivePartAsync(CancellationToken cancellation)
    {
        var part = await socket.ReceiveAsync(_buffer.GetMemory(ReadSize), cancellation);
        if (part.MessageType == WebSocketMessageType.Close)
        {
            var words = string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : $": {socket.CloseStatusDescription}";
            throw new SocketClientException($"the server closed the connection{words}");
        }

        _buffer.Advance(part.Count);
        return part.EndOfMessage;
    }
}
