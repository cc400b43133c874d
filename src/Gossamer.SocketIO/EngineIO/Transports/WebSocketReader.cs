using System.Buffers;
using System.Net.WebSockets;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>Reads whole messages, bounded in size. Waits for a client without holding a buffer for it.</summary>
internal sealed class WebSocketReader(WebSocket socket, int maxPayload) : IDisposable
{
    private const int FirstRent = 4096;

    private byte[]? _buffer;

    public async ValueTask<WebSocketRead> ReadAsync()
    {
        try
        {
            var arrival = socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            if (!arrival.IsCompleted)
                ReturnBuffer();
            var first = await arrival.ConfigureAwait(false);
            if (first.MessageType == WebSocketMessageType.Close)
                return WebSocketRead.Ended(CloseReason.TransportClose);
            return first.EndOfMessage
                ? new WebSocketRead(default, first.MessageType == WebSocketMessageType.Binary, End: null)
                : await ReadMessageAsync().ConfigureAwait(false);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode is WebSocketError.Faulted or WebSocketError.InvalidMessageType)
        {
            return WebSocketRead.Ended(CloseReason.TransportError);
        }
        catch (Exception e) when (WebSocketTransport.MeansGone(e))
        {
            return WebSocketRead.Ended(CloseReason.TransportClose);
        }
    }

    public void Dispose() => ReturnBuffer();

    private async ValueTask<WebSocketRead> ReadMessageAsync()
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(FirstRent);
        var length = 0;
        while (true)
        {
            var result = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return WebSocketRead.Ended(CloseReason.TransportClose);
            length += result.Count;
            if (length > maxPayload)
                return WebSocketRead.Ended(CloseReason.PayloadTooLarge);
            if (result.EndOfMessage)
                return new WebSocketRead(_buffer.AsMemory(0, length), result.MessageType == WebSocketMessageType.Binary, End: null);
            if (length == _buffer.Length)
                Grow(length);
        }
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer!.Length * 2);
        _buffer.AsSpan(0, length).CopyTo(larger);
        ReturnBuffer();
        _buffer = larger;
    }

    private void ReturnBuffer()
    {
        if (_buffer is null)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
