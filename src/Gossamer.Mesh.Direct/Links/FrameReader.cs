using System.Buffers;
using System.Net.WebSockets;

namespace Gossamer.Mesh.Direct;

/// <summary>Reads whole binary messages of bounded size.</summary>
internal sealed class FrameReader(WebSocket socket, int maxBytes)
{
    private const int Chunk = 16 * 1024;
    private const int KeptBytes = 1024 * 1024;

    private ArrayBufferWriter<byte> _buffer = new();

    /// <summary>The next message, valid until the next call; nothing when the link has ended, with <see cref="End"/> saying why.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken ct)
    {
        if (_buffer.Capacity > KeptBytes)
            _buffer = new();
        _buffer.ResetWrittenCount();
        while (true)
        {
            var result = await socket.ReceiveAsync(_buffer.GetMemory(Chunk), ct).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return Ended(WebSocketClose.Read(socket));
            if (result.MessageType != WebSocketMessageType.Binary)
                return Ended(new(LinkCloseCode.Malformed, "a text message"));
            _buffer.Advance(result.Count);
            if (_buffer.WrittenCount > maxBytes)
                return Ended(new(LinkCloseCode.FrameTooLarge, $"more than {maxBytes} bytes"));
            if (result.EndOfMessage)
                return _buffer.WrittenMemory;
        }
    }

    /// <summary>Why the link has ended.</summary>
    internal LinkClose End { get; private set; }

    private ReadOnlyMemory<byte>? Ended(LinkClose reason)
    {
        End = reason;
        return null;
    }
}
